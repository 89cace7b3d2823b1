package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

import java.util.Map;

/// Makes sessions for many services. A factory is itself what a session gives to others (see {@link
/// SessionBackend.Session#as}): the session to the pool, the cluster or the identity provider that
/// the made ones share. It is open as long as any of them needs it, and closed after them.
@FunctionalInterface
@Spi
public interface SessionFactory {
    /// Makes a session that can be used at once. Runs on a virtual thread, may block, is
    /// interrupted when its time is up.
    ///
    /// @param source where the definition of the service comes from: `manifest`, `dynamic`, …
    /// @param name the bare name of the service
    /// @param options what the service's own configuration says for its session
    SessionBackend.Session create(String source, String name, Map<String, Object> options)
            throws SessionException, InterruptedException;
}
