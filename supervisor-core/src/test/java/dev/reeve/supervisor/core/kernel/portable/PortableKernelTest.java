package dev.reeve.supervisor.core.kernel.portable;

import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.KernelContract;
import dev.reeve.supervisor.core.time.TimeSource;

class PortableKernelTest extends KernelContract {
    @Override
    protected Kernel open(TimeSource time) {
        return new PortableKernel(time);
    }
}
