package dev.reeve.plugin.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHook.HookContext;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.spi.LifecycleHookPlugin;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.LifecycleHookContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class AcceptanceHooksTest extends LifecycleHookContract {
    private static final HookContext CALL = new HookContext("h", 1, null, null);

    @TempDir Path folder;

    @Override
    protected LifecycleHook hook(Path directory) {
        Path log = directory.resolve("log");
        return made(new RecordCalls(Map.of("ACCEPTANCE_LOG", log.toString())));
    }

    @Test
    void recAddsALineAtEachMoment() throws Exception {
        LifecycleHook hook = hook(folder);
        for (Moment moment : Moment.values()) {
            hook.on(moment, CALL);
        }
        assertEquals(
                List.of(
                        "rec pre_start h",
                        "rec post_start h",
                        "rec on_restart h",
                        "rec on_shutdown h"),
                Files.readAllLines(folder.resolve("log")));
    }

    @Test
    void recWithoutALogDoesNothing() throws Exception {
        made(new RecordCalls(Map.of())).on(Moment.PRE_START, CALL);
    }

    @Test
    void theOthersThrowAtTheirMomentOnly() throws Exception {
        throwsOnlyAt(Moment.PRE_START, made(new ThrowAtPreStart()));
        throwsOnlyAt(Moment.ON_SHUTDOWN, made(new ThrowAtShutdown()));
    }

    private static void throwsOnlyAt(Moment bad, LifecycleHook hook) throws Exception {
        for (Moment moment : Moment.values()) {
            if (moment == bad) {
                assertThrows(IllegalStateException.class, () -> hook.on(moment, CALL));
            } else {
                hook.on(moment, CALL);
            }
        }
    }

    private static LifecycleHook made(LifecycleHookPlugin<NoOptions> plugin) {
        return plugin.create(new NoOptions(), new FakePlanContext("h", Path.of("/")));
    }
}
