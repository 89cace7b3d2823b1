package dev.reeve.supervisor.core.guard;

import jdk.management.VirtualThreadSchedulerMXBean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.management.ManagementFactory;

/// How many threads of the system carry those of the Java machine: one number for all supervisors
/// of a process.
final class Parallelism {
    private static final Logger LOG = LoggerFactory.getLogger(Parallelism.class);

    private static int usual;
    private static int more;

    private Parallelism() {}

    /// Wants so many more than now, or less.
    static synchronized void change(int by) {
        more += by;
        try {
            var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
            if (usual == 0) {
                usual = scheduler.getParallelism();
            }
            scheduler.setParallelism(usual + more);
        } catch (RuntimeException refused) {
            LOG.warn("cannot carry {} calls more: {}", more, refused.getMessage());
        }
    }
}
