package dev.reeve.supervisor.core.kernel.linux;

/// Something that the thread `output` reads whenever there is something in it.
interface Source {
    /// Reads for a while, so that the others get their turn, and tells what there was. By the
    /// thread `output` alone.
    ///
    /// @return how many bytes there were
    int readShare();

    /// Ends the reading.
    void close();
}
