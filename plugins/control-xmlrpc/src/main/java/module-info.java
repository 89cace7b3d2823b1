import org.jspecify.annotations.NullMarked;

/// Control by supervisord's XML-RPC, so that its tools work unchanged.
///
/// `call` is what can be called, `text` how calls and answers are written, `guard` who may call,
/// and `wire` how the bytes come and go.
@NullMarked
module dev.reeve.plugin.control.xmlrpc {
    requires dev.reeve.supervisor.api;
    requires java.xml;
    requires jdk.net;
    requires org.slf4j;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ControlServerPlugin with
            dev.reeve.plugin.control.xmlrpc.XmlRpcControl;
}
