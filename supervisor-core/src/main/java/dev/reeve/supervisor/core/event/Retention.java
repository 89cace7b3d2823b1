package dev.reeve.supervisor.core.event;

/// How many events are kept. Those that tell of what goes on never drive out those that tell of
/// what has become different.
///
/// @param lasting how many that are not passing, from 1
/// @param passing how many that are, from 1
public record Retention(int lasting, int passing) {}
