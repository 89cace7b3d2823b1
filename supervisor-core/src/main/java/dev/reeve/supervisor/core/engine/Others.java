package dev.reeve.supervisor.core.engine;

/// Who acts beside the services.
public interface Others {
    /// Whether there is such an actor: a plugin.
    boolean isActor(String name);

    /// Whether there is something of this name that has parts which act: a state producer.
    boolean hasParts(String name);
}
