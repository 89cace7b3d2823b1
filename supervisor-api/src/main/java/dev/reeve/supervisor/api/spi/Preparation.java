package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Api;

import java.io.IOException;
import java.nio.file.Path;

/// What a ready strategy can do for a child that is about to be spawned.
@Api
public interface Preparation {
    /// The bare name of the service.
    String service();

    /// The number of the coming run, from 1.
    int run();

    /// Makes a named pipe, readable and writable by its owner; one that is there already is kept.
    ///
    /// @throws IOException where something else has this name, or the pipe cannot be made
    void makePipe(Path path) throws IOException;

    /// Sets an environment variable of the child.
    void setEnvironment(String name, String value);

    /// Makes a datagram socket for the coming run, which only its own user and root can reach; ends
    /// with the run.
    ///
    /// @return its address, as `NOTIFY_SOCKET` names it: an absolute path, or `@` and a name
    /// @throws IOException where the system has none
    String makeSocket() throws IOException;
}
