import org.jspecify.annotations.NullMarked;

/// The Model Context Protocol: servers of it as services, all of them behind one endpoint, and the
/// supervisor itself as one.
///
/// `remote` is a session to a server, `gather` what makes many of them one, `verb` what the
/// supervisor offers; `serve` answers clients, and `wire` is what both sides need of the SDK.
@NullMarked
@SuppressWarnings("requires-automatic") // the SDK and Reactor have names, but no descriptors yet
module dev.reeve.plugin.mcp {
    requires com.fasterxml.jackson.databind;
    requires dev.reeve.supervisor.api;
    requires io.modelcontextprotocol.sdk.mcp.core;
    requires io.modelcontextprotocol.sdk.mcp.json.jackson2;
    requires java.net.http;
    requires jdk.httpserver;
    requires org.slf4j;
    requires reactor.core;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ServiceKindPlugin with
            dev.reeve.plugin.mcp.McpServerKind,
            dev.reeve.plugin.mcp.McpAggregatorKind;
    provides dev.reeve.supervisor.api.spi.ControlServerPlugin with
            dev.reeve.plugin.mcp.McpControl;
}
