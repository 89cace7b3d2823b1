package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.portable.PortableKernel;
import dev.reeve.supervisor.core.time.TimeSource;

/// The same where there are no pipes.
class FileOutputTest extends OutputTest {
    @Override
    protected Kernel open(TimeSource time) {
        return new PortableKernel(time);
    }

    /// Nobody was there when it came.
    @Override
    protected Integer pastRun(int run) {
        return null;
    }
}
