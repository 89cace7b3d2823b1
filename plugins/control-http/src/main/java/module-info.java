import org.jspecify.annotations.NullMarked;

/// Control by HTTP, over a unix socket or TCP.
@NullMarked
module dev.reeve.plugin.control.http {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;
}
