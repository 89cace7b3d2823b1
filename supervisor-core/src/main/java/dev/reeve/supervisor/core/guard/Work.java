package dev.reeve.supervisor.core.guard;

/// What a plugin does.
@FunctionalInterface
public interface Work {
    void run() throws Exception;
}
