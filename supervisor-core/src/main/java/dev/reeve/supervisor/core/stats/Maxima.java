package dev.reeve.supervisor.core.stats;

/// The highest figures of one run.
record Maxima(int run, double cpuPercent, long memoryBytes) {
    /// With the figures of one more sample, which may be the first of a new run.
    Maxima with(Maxima sample) {
        if (sample.run != run) {
            return sample.run > run ? sample : this;
        }
        return new Maxima(
                run,
                Math.max(cpuPercent, sample.cpuPercent),
                Math.max(memoryBytes, sample.memoryBytes));
    }
}
