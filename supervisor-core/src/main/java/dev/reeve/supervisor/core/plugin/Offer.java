package dev.reeve.supervisor.core.plugin;

/// What a class of a plugin says that it offers. Read off the class file; nothing is loaded for it.
///
/// @param door the door it is for
/// @param kind the word of the manifest
/// @param about what it does, for people; may be empty
/// @param provider the name of the class
record Offer(Door<?> door, String kind, String about, String provider) {}
