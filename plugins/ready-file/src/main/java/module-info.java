import org.jspecify.annotations.NullMarked;

/// Ready when a file appears.
@NullMarked
module dev.reeve.plugin.ready.file {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;
}
