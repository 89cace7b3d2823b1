import org.jspecify.annotations.NullMarked;

/// Runs a command at moments of a life.
@NullMarked
module dev.reeve.plugin.hook.exec {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.LifecycleHookPlugin with
            dev.reeve.plugin.hook.exec.ExecHook;
}
