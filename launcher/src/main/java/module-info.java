import org.jspecify.annotations.NullMarked;

/// The command line: one class a verb.
@NullMarked
module dev.reeve.supervisor.launcher {
    requires dev.reeve.supervisor.core;
    requires static org.jspecify;
    requires info.picocli;
    requires com.fasterxml.jackson.core;
    requires org.snakeyaml.engine;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.slf4j.jul;

    opens dev.reeve.supervisor.launcher to
            info.picocli;
}
