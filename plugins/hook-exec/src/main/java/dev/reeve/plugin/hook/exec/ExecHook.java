package dev.reeve.plugin.hook.exec;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHook.HookContext;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.spi.LifecycleHookPlugin;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.state.Reason;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `hooks: [{exec: {command: […]}}]`: runs a command, and fails as it fails.
///
/// The command gets the supervisor's environment and `REEVE_MOMENT`, `REEVE_SERVICE`,
/// `REEVE_RUN_NUMBER`, `REEVE_PID` (not at `pre_start`), and at `on_shutdown` `REEVE_REASON` (the
/// code, `crashed`) with `REEVE_REASON_TEXT` (the words, `exited with 3`).
@Kind(value = "exec", about = "runs a command")
public final class ExecHook implements LifecycleHookPlugin<ExecHook.Options> {
    /// For the catalogue of plugins.
    public ExecHook() {}

    @Override
    public LifecycleHook create(Options options, PlanContext context) {
        Path directory = context.baseDirectory().resolve(options.directory().orElse(Path.of("")));
        Command command = new Command(options.command(), directory, options.timeout());
        return (moment, call) -> {
            if (options.moments().contains(moment)) {
                command.run(told(moment, call));
            }
        };
    }

    /// What can be written.
    public record Options(
            @Option(about = "the program and its arguments; no shell is run for it", words = true)
                    List<String> command,
            @Option(
                            about = "when it is run",
                            fallback = "[pre_start, post_start, on_restart, on_shutdown]")
                    List<Moment> moments,
            @Option(about = "how long it may take before it is killed", fallback = "10s")
                    Duration timeout,
            @Option(about = "where it is run; by default the manifest's base directory")
                    Optional<Path> directory) {
        public Options {
            command = List.copyOf(command);
            moments = List.copyOf(moments);
            if (command.isEmpty() || command.getFirst().isBlank()) {
                throw new IllegalArgumentException("`command` must begin with a program");
            }
            if (moments.isEmpty()) {
                throw new IllegalArgumentException("`moments` must name one at least");
            }
            if (!timeout.isPositive()) {
                throw new IllegalArgumentException("`timeout` must be over 0");
            }
        }
    }

    /// What the command is told; null is what it must not inherit from a supervisor that runs under
    /// another one.
    private static Map<String, @Nullable String> told(Moment moment, HookContext call) {
        Map<String, @Nullable String> told = new HashMap<>();
        Long pid = call.pid();
        Reason reason = call.reason();
        told.put("REEVE_MOMENT", moment.word());
        told.put("REEVE_SERVICE", call.service());
        told.put("REEVE_RUN_NUMBER", Integer.toString(call.run()));
        told.put("REEVE_PID", pid == null ? null : pid.toString());
        told.put("REEVE_REASON", reason == null ? null : reason.code().word());
        told.put("REEVE_REASON_TEXT", reason == null ? null : reason.text());
        return told;
    }
}
