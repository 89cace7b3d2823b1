/// Every call into a plugin: how long it may take, how many there may be, and what becomes of a
/// plugin that behaves badly.
package dev.reeve.supervisor.core.guard;
