package dev.reeve.supervisor.core.guard;

import dev.reeve.supervisor.api.control.PluginFigures.Calls;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Stands before all plugins of a supervisor: every call into one goes through here.
///
/// It knows whose a product is by the class loader of its class. What is the platform's own, or of
/// the program that embeds it, gets its time limits like everything else, and is not counted. Safe
/// for use by several threads.
public final class Guard implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(3);

    /// A plugin that is not the distribution's is on probation for so many calls, and for those
    /// that go beyond the first so many at one time.
    private static final int PROBATION = 1_000;

    private static final int MOST_UNPROVEN = 64;

    private static final int MOST_PLATFORM_THREADS = 1_000;

    private final Function<@Nullable ClassLoader, @Nullable String> owner;
    private final TimeSource time;
    private final Duration grace;
    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    private final AtomicInteger platformThreads = new AtomicInteger();
    private final ScheduledThreadPoolExecutor clock;
    private final Carriers carriers;
    private volatile Set<String> trusted = Set.of();
    private volatile FaultPolicy policy = FaultPolicy.USUAL;
    private volatile Consumer<Misbehaviour> told = _ -> {};

    /// Told once of a plugin that has made too many mistakes.
    ///
    /// @param text what became of it and why: a sentence without the plugin's name
    /// @param cutOff whether it is called no more
    public record Misbehaviour(String plugin, String text, boolean cutOff) {}

    /// Whether a call may begin, asked before it does.
    @FunctionalInterface
    public interface Admission {
        boolean admits(GuardedCall call);
    }

    /// @param owner the plugin that a class loader belongs to, or null
    public Guard(Function<@Nullable ClassLoader, @Nullable String> owner, TimeSource time) {
        this(owner, time, GRACE);
    }

    /// @param grace how long a call may go on after it was interrupted
    Guard(
            Function<@Nullable ClassLoader, @Nullable String> owner,
            TimeSource time,
            Duration grace) {
        this.owner = owner;
        this.time = time;
        this.grace = grace;
        // Its thread is there only while something is to be waited for.
        clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("guard").factory());
        clock.setKeepAliveTime(1, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        clock.setRemoveOnCancelPolicy(true);
        carriers = new Carriers(clock);
    }

    /// One that knows no plugin: for what has none, and for tests.
    public static Guard ofNone() {
        return new Guard(_ -> null, TimeSource.system());
    }

    /// What is to become of plugins that behave badly.
    public void policy(FaultPolicy wanted) {
        policy = wanted;
    }

    /// Who is told of such; called by any thread, and must not block.
    public void tell(Consumer<Misbehaviour> to) {
        told = to;
    }

    /// These plugins are known to wait where there is nothing to do. Nobody looks after them.
    public void trust(Set<String> plugins) {
        trusted = Set.copyOf(plugins);
    }

    /// Prepares a call; nothing begins yet.
    ///
    /// @param verb what it is, one word: faults are counted by it
    /// @param name what its thread is called, and what is said of it: `ready web`
    /// @param product whose class loader its thread gets
    public GuardedCall call(String verb, String name, Object product, Work work) {
        return new GuardedCall(this, verb, name, product, work);
    }

    /// Makes a call and waits for its end.
    public Outcome within(Duration limit, String verb, String name, Object product, Work work)
            throws InterruptedException {
        return call(verb, name, product, work).within(limit);
    }

    /// Makes a call where that is admitted, and waits for its end.
    public Outcome within(
            Duration limit,
            String verb,
            String name,
            Object product,
            Work work,
            Admission admission)
            throws InterruptedException {
        GuardedCall call = call(verb, name, product, work);
        return admission.admits(call)
                ? call.within(limit)
                : new Outcome.Failed(
                        "an earlier call has not ended although its time was up", false);
    }

    /// Asks a product for something that it knows without looking; null where it does not say. The
    /// distribution's are asked by the thread that is here, which is much cheaper.
    public <T> @Nullable T ask(
            Duration limit, String name, Object product, Supplier<@Nullable T> what)
            throws InterruptedException {
        String plugin = owner.apply(product.getClass().getClassLoader());
        if (plugin == null || trusted.contains(plugin)) {
            try {
                return what.get();
            } catch (RuntimeException | Error broken) {
                return null;
            }
        }
        var answer = new AtomicReference<@Nullable T>();
        Outcome outcome = within(limit, "ask", name, product, () -> answer.set(what.get()));
        return outcome instanceof Outcome.Done ? answer.get() : null;
    }

    /// Counts a call that was made while planning.
    public void planned(@Nullable ClassLoader loader, Outcome outcome, Duration took) {
        Meter meter = meterOf(loader);
        if (meter == null) {
            return;
        }
        int streak = meter.planned(outcome, took);
        if (streak > 0) {
            fault(meter, streak, "planning: " + outcome.trouble());
        }
    }

    /// Why this plugin is called no more, or null.
    public @Nullable String cutOff(@Nullable ClassLoader loader) {
        Meter meter = meterOf(loader);
        return meter == null ? null : meter.cutOff();
    }

    /// What a plugin was asked so far.
    public @Nullable Calls figures(String plugin) {
        Meter meter = meters.get(plugin);
        return meter == null ? null : meter.figures();
    }

    /// A plugin begins anew: it was replaced, or somebody has said that it may be called again.
    public void forgive(String plugin) {
        Meter meter = meters.get(plugin);
        if (meter != null) {
            meter.forgive();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        carriers.close();
    }

    @Nullable Meter meterOf(@Nullable ClassLoader loader) {
        String plugin = owner.apply(loader);
        return plugin == null ? null : meters.computeIfAbsent(plugin, Meter::new);
    }

    boolean isTrusted(Meter meter) {
        return trusted.contains(meter.plugin());
    }

    TimeSource time() {
        return time;
    }

    Duration grace() {
        return grace;
    }

    Carriers carriers() {
        return carriers;
    }

    void afterGrace(Runnable what) {
        try {
            var _ = clock.schedule(what, grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            // Nobody is left who would want to know.
        }
    }

    void fault(Meter meter, int streak, String what) {
        FaultPolicy holds = policy;
        if (streak < holds.faults()) {
            return;
        }
        if (holds.onFault() == FaultPolicy.OnFault.DISABLE) {
            String why = "cut off after %d faults, the last: %s".formatted(streak, what);
            if (meter.cutOff(why)) {
                told.accept(new Misbehaviour(meter.plugin(), why, true));
            }
        } else if (streak == holds.faults()) {
            told.accept(
                    new Misbehaviour(
                            meter.plugin(),
                            "%d faults without a good call in between, the last: %s"
                                    .formatted(streak, what),
                            false));
        }
    }

    /// Starts a thread for a call. Threads of the Java machine's own are cheap, and whoever holds
    /// on to one holds on to a processor. So a plugin that has done that gets the system's, which
    /// it has to share; and so does one of which little is known, while it has few calls under way.
    Thread start(String name, @Nullable Meter meter, Runnable what) {
        boolean divided =
                meter != null && !isTrusted(meter) && meter.isOnProbation(PROBATION, MOST_UNPROVEN);
        if (divided) {
            if (platformThreads.incrementAndGet() <= MOST_PLATFORM_THREADS) {
                try {
                    return Thread.ofPlatform()
                            .daemon()
                            .name(name)
                            .inheritInheritableThreadLocals(false)
                            .start(() -> counted(what));
                } catch (OutOfMemoryError noThread) {
                    // The system has no more of them.
                }
            }
            platformThreads.decrementAndGet();
        }
        return Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).start(what);
    }

    private void counted(Runnable what) {
        try {
            what.run();
        } finally {
            platformThreads.decrementAndGet();
        }
    }
}
