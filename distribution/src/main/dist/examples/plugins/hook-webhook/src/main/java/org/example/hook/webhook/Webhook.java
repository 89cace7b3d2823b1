package org.example.hook.webhook;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.spi.LifecycleHookPlugin;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// `hooks: [{webhook: {url: …}}]`: posts a message at moments of a service's life, in the form that
/// Slack, Mattermost and others take.
@Kind(value = "webhook", about = "posts a message at moments of a service's life")
public final class Webhook implements LifecycleHookPlugin<Webhook.Options> {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /// What a manifest may say.
    public record Options(
            @Option(about = "where to post") URI url,
            @Option(about = "at which moments", fallback = "[post_start, on_restart]")
                    List<Moment> moments,
            @Option(about = "what `Authorization: Bearer` shows") Optional<Secret> token,
            @Option(about = "how long one message may take", fallback = "5s") Duration timeout) {
        public Options {
            if (!List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
                throw new IllegalArgumentException("`url` must begin with http:// or https://");
            }
            if (moments.isEmpty()) {
                throw new IllegalArgumentException("`moments` must name at least one");
            }
            if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("`timeout` must be over 0 and at most 10m");
            }
        }
    }

    @Override
    public LifecycleHook create(Options options, PlanContext context) {
        return new Poster(
                options.url(),
                EnumSet.copyOf(options.moments()),
                options.token(),
                options.timeout());
    }
}
