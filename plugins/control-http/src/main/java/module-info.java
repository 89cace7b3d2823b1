import org.jspecify.annotations.NullMarked;

/// Control by HTTP, over a unix socket or TCP.
///
/// `call` is what can be asked, `view` and `json` how it is answered, `guard` who may ask, and
/// `wire` how the bytes come and go.
@NullMarked
module dev.reeve.plugin.control.http {
    requires dev.reeve.supervisor.api;
    requires com.fasterxml.jackson.core;
    requires jdk.net;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.slf4j;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ControlServerPlugin with
            dev.reeve.plugin.control.http.UnixControl,
            dev.reeve.plugin.control.http.HttpControl;
}
