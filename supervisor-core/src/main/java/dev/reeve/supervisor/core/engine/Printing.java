package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.model.LogPolicy;

import java.io.IOException;
import java.nio.file.Path;

/// Where what runs print goes, as the effects need it.
public interface Printing {
    /// Makes ready what a run's output is opened to.
    ///
    /// @throws IOException where that cannot be made; the start fails
    Streams open(String service, int run, LogPolicy logs) throws IOException;

    /// The lines that a service prints from now on.
    LogStream follow(String service);

    /// The run is gone: on return, its last words are where they belong.
    void ended(String service, int run);

    /// What a child's standard output and error are opened to; equal where both are merged.
    record Streams(Path stdout, Path stderr) {}
}
