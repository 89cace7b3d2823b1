package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Api;

import java.nio.file.Path;

/// What a plugin may know while planning. Nothing runs yet, and nothing may be touched.
@Api
public interface PlanContext {
    /// The service that the plugin is used by; for a control server, the supervisor's name.
    String service();

    /// Where relative paths begin, absolute.
    Path baseDirectory();

    /// The supervisor's own folder, absolute; it need not exist yet.
    Path stateDirectory();
}
