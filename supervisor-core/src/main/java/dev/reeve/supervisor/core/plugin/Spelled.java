package dev.reeve.supervisor.core.plugin;

/// A constant that is written otherwise than it is named.
interface Spelled {
    /// How it is written.
    String word();
}
