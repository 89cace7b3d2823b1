package dev.reeve.plugin.ready.exec;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;

import java.time.Duration;

/// `ready: {exec: {command: […]}}`: ready when the command exits with 0. It gets the supervisor's
/// environment, what the options add, and `REEVE_SERVICE`, `REEVE_RUN_NUMBER` and `REEVE_PID`.
@Kind(value = "exec", about = "ready when a command exits with 0")
public final class ExecReady implements ReadyStrategyPlugin<ExecOptions> {
    private static final Duration ATTEMPT = Duration.ofSeconds(10);

    /// For the catalogue of plugins.
    public ExecReady() {}

    @Override
    public ReadyStrategy create(ExecOptions options, PlanContext context) {
        Command command = new Command(options, ATTEMPT);
        return run -> {
            String words = "`" + options.command().getFirst() + "` has not ended yet";
            try {
                for (Command.Result result = command.run(run);
                        !result.good();
                        result = command.run(run)) {
                    words = result.words();
                    run.pause();
                }
            } catch (InterruptedException timeIsUp) {
                throw new InterruptedException(words);
            }
        };
    }
}
