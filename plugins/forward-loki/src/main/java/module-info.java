import org.jspecify.annotations.NullMarked;

/// Sends what services write to Loki.
@NullMarked
module dev.reeve.plugin.forward.loki {
    requires dev.reeve.supervisor.api;
    requires java.net.http;
    requires org.slf4j;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.LogForwarderPlugin with
            dev.reeve.plugin.forward.loki.LokiForward;
}
