package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHook.HookContext;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Reason;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What every lifecycle hook promises. Extend it, and supply yours.
public abstract class LifecycleHookContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir Path folder;

    /// For those who extend it.
    protected LifecycleHookContract() {}

    /// A hook that ends well at every moment.
    ///
    /// @param directory its service's own, empty
    protected abstract LifecycleHook hook(Path directory) throws Exception;

    /// A hook that goes on for longer than a minute, where there can be such a one.
    protected Optional<LifecycleHook> endless(Path directory) throws Exception {
        return Optional.empty();
    }

    @Test
    void takesTheMomentsOfARunAndOfItsRestart() throws Exception {
        LifecycleHook hook = hook(directory("one"));
        Task life = Task.start("hook", () -> twoRuns(hook, "one"));
        life.assertDoneWithin(LONG);
    }

    @Test
    void twoServicesDoNotDisturbEachOther() throws Exception {
        LifecycleHook one = hook(directory("one"));
        LifecycleHook two = hook(directory("two"));
        Task first = Task.start("hook of one", () -> twoRuns(one, "one"));
        Task second = Task.start("hook of two", () -> twoRuns(two, "two"));
        first.assertDoneWithin(LONG);
        second.assertDoneWithin(LONG);
    }

    @Test
    void anInterruptEndsItSoon() throws Exception {
        Optional<LifecycleHook> endless = endless(directory("one"));
        Assumptions.assumeTrue(endless.isPresent(), "this hook never takes long");
        Threads before = Threads.now();
        Task call =
                Task.start("hook", () -> endless.get().on(Moment.PRE_START, preStart("one", 1)));
        call.assertGoesOnFor(SHORT);
        call.interrupt();
        Assertions.assertTrue(call.endsWithin(SOON), "still runs a second after an interrupt");
        Assertions.assertNotNull(call.failure(), "an interrupted hook did not do what it should");
        before.assertNobodyElseAfter(SOON);
    }

    @Test
    void noThreadIsLeftAfterwards() throws Exception {
        Threads before = Threads.now();
        LifecycleHook hook = hook(directory("one"));
        Task.start("hook", () -> twoRuns(hook, "one")).assertDoneWithin(LONG);
        before.assertNobodyElseAfter(SOON);
    }

    private static void twoRuns(LifecycleHook hook, String service) throws Exception {
        long pid = ProcessHandle.current().pid();
        Reason crashed = Reason.of(Reason.Code.CRASHED, "exited with 1").with(new Exit.Code(1));
        hook.on(Moment.PRE_START, preStart(service, 1));
        hook.on(Moment.POST_START, new HookContext(service, 1, pid, null));
        hook.on(Moment.ON_SHUTDOWN, new HookContext(service, 1, pid, crashed));
        hook.on(Moment.PRE_START, preStart(service, 2));
        hook.on(Moment.POST_START, new HookContext(service, 2, pid, null));
        hook.on(Moment.ON_RESTART, new HookContext(service, 2, pid, null));
        hook.on(Moment.ON_SHUTDOWN, new HookContext(service, 2, pid, crashed));
    }

    private static HookContext preStart(String service, int run) {
        return new HookContext(service, run, null, null);
    }

    private Path directory(String service) throws Exception {
        return Files.createDirectories(folder.resolve(service));
    }
}
