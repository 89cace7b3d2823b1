package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.KernelScene;
import dev.reeve.supervisor.core.time.TimeSource;

import java.io.IOException;

abstract class LinuxKernelScene extends KernelScene {
    @Override
    protected Kernel open(TimeSource time) throws IOException {
        return new LinuxKernel(time);
    }
}
