import org.jspecify.annotations.NullMarked;

/// Ready when a port takes connections.
@NullMarked
module dev.reeve.plugin.ready.tcp {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;
}
