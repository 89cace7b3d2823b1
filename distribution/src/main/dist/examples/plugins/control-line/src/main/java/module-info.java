import org.jspecify.annotations.NullMarked;

/// Steers the supervisor by lines of text.
@NullMarked
module org.example.control.line {
    requires dev.reeve.supervisor.api;
    requires org.slf4j;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ControlServerPlugin with
            org.example.control.line.LineControl;
}
