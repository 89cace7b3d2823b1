package dev.reeve.plugin.acceptance;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHookPlugin;
import dev.reeve.supervisor.api.spi.PlanContext;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Adds a line `rec MOMENT SERVICE` at each moment, to the file that the supervisor's environment
/// names as `ACCEPTANCE_LOG`; does nothing where it names none.
@Kind(value = "rec", about = "writes down its calls")
public final class RecordCalls implements LifecycleHookPlugin<NoOptions> {
    private final Map<String, String> environment;

    /// For the catalogue of plugins.
    public RecordCalls() {
        this(System.getenv());
    }

    RecordCalls(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public LifecycleHook create(NoOptions options, PlanContext context) {
        @Nullable String log = environment.get("ACCEPTANCE_LOG");
        return (moment, call) -> {
            if (log != null) {
                // One small write to a file opened for appending: lines never mix.
                Files.writeString(
                        Path.of(log),
                        "rec " + moment.word() + " " + call.service() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        };
    }
}
