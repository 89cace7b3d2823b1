package dev.reeve.plugin.ready.http;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;

import java.time.Duration;

/// `ready: {http: {port: …, path: …}}`: ready when a request is answered with a status that is
/// good.
@Kind(value = "http", about = "ready when an HTTP request is answered with a good status")
public final class HttpReady implements ReadyStrategyPlugin<HttpOptions> {
    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    /// For the catalogue of plugins.
    public HttpReady() {}

    @Override
    public ReadyStrategy create(HttpOptions options, PlanContext context) {
        HttpLook look = new HttpLook(options, ATTEMPT, options.url().isEmpty());
        return run -> {
            String words = "nothing was asked yet";
            try {
                for (HttpLook.Seen seen = look.look(run); !seen.good(); seen = look.look(run)) {
                    words = seen.words();
                    run.pause();
                }
            } catch (InterruptedException timeIsUp) {
                throw new InterruptedException(words);
            }
        };
    }
}
