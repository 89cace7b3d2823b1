/// Plugins that are programs of their own: a child process each, that is spoken with by lines of
/// JSON, and products that hand every call on to it.
package dev.reeve.supervisor.core.external;
