import org.jspecify.annotations.NullMarked;

/// The hooks of the acceptance scenarios.
@NullMarked
module dev.reeve.plugin.acceptance {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;
}
