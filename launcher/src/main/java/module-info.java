import org.jspecify.annotations.NullMarked;

/// The command line: one class a verb.
///
/// Most verbs are one request to a running supervisor and never touch the core; `up` and `check`
/// call the core's composition root, and the process that runs `up` is the supervisor.
@NullMarked
module dev.reeve.supervisor.launcher {
    requires dev.reeve.supervisor.core;
    requires static org.jspecify;
    requires java.logging;
    requires jdk.unsupported;
    requires info.picocli;
    requires com.fasterxml.jackson.core;
    requires org.snakeyaml.engine;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.slf4j.jul;

    opens dev.reeve.supervisor.launcher to
            info.picocli;
    opens dev.reeve.supervisor.launcher.verb to
            info.picocli;
}
