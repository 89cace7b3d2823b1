package dev.reeve.plugin.mcp.wire;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// The threads that the SDK's library of streams runs on. By itself it keeps some of each kind for
/// good once it was used; these go when there is nothing to do, so that a supervisor without an MCP
/// server has none.
public final class Workers {
    private static final long IDLE_MILLIS = 100;

    static {
        Schedulers.setFactory(new Passing());
    }

    private Workers() {}

    /// Sees to it that they are in place. To be called before the SDK is.
    public static void ready() {
        // The initializer has done it, once.
    }

    private static final class Passing implements Schedulers.Factory {
        @Override
        public Scheduler newBoundedElastic(
                int threads, int tasks, ThreadFactory factory, int seconds) {
            return Schedulers.fromExecutorService(
                    Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name("mcp-work").factory()));
        }

        @Override
        public Scheduler newParallel(int parallelism, ThreadFactory factory) {
            return Schedulers.fromExecutorService(timer());
        }

        @Override
        public Scheduler newSingle(ThreadFactory factory) {
            return Schedulers.fromExecutorService(timer());
        }

        /// One thread, which has little to do: it tells those that have waited too long.
        private static ScheduledExecutorService timer() {
            var timer =
                    new ScheduledThreadPoolExecutor(
                            1, Thread.ofPlatform().daemon().name("mcp-timer").factory());
            timer.setRemoveOnCancelPolicy(true);
            timer.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            timer.allowCoreThreadTimeOut(true);
            return timer;
        }
    }
}
