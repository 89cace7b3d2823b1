import org.jspecify.annotations.NullMarked;

/// Control by the TCP protocol of process-pilot: an object of JSON in, an object of JSON out.
@NullMarked
module dev.reeve.plugin.control.pilot.tcp {
    requires dev.reeve.supervisor.api;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ControlServerPlugin with
            dev.reeve.plugin.control.pilot.tcp.PilotControl;
}
