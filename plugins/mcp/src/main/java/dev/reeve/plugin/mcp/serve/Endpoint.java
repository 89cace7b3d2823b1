package dev.reeve.plugin.mcp.serve;

import com.sun.net.httpserver.HttpServer;

import dev.reeve.plugin.mcp.wire.Workers;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerSession;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// An MCP server that others come to, over streamable HTTP.
///
/// By the JDK's own server, each request on a virtual thread. Its limits are properties of the
/// whole Java machine, so they are only set where nobody has done so.
public final class Endpoint implements AutoCloseable {
    private static final int END_SECONDS = 2;

    static {
        // Seconds until a request must have come whole, and how many clients there may be at once.
        limit("sun.net.httpserver.maxReqTime", "30");
        limit("jdk.httpserver.maxConnections", "2000");
        limit("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Clients clients;
    private final String url;

    private Endpoint(HttpServer server, ExecutorService threads, Clients clients, String url) {
        this.server = server;
        this.threads = threads;
        this.clients = clients;
        this.url = url;
    }

    /// Begins to serve; clients can come when this returns.
    ///
    /// @throws IOException where it cannot listen there, or cannot read the tokens
    public static Endpoint start(Site site, Offer offer) throws IOException {
        Workers.ready();
        Gate gate = Gate.of(site);
        HttpServer server = HttpServer.create(site.listen().address(), 0);
        var clients = new Clients();
        ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mcp-client").factory());
        server.setExecutor(threads);
        server.createContext(
                "/", new Conversation(site.path(), gate, new Protocol(offer).factory(), clients));
        server.start();
        String url =
                "http://"
                        + site.listen().bracketed()
                        + ":"
                        + server.getAddress().getPort()
                        + site.path();
        return new Endpoint(server, threads, clients, url);
    }

    public String url() {
        return url;
    }

    /// Tells everyone who listens that there are other tools than before. Does not block.
    public void toolsChanged() {
        tell(McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED);
    }

    /// The same, of prompts.
    public void promptsChanged() {
        tell(McpSchema.METHOD_NOTIFICATION_PROMPTS_LIST_CHANGED);
    }

    /// The same, of resources.
    public void resourcesChanged() {
        tell(McpSchema.METHOD_NOTIFICATION_RESOURCES_LIST_CHANGED);
    }

    private void tell(String what) {
        for (McpStreamableServerSession session : clients.all()) {
            if (session.hasListeningStream()) {
                session.sendNotification(what, null).subscribe();
            }
        }
    }

    @Override
    public void close() {
        clients.all().forEach(McpStreamableServerSession::close);
        server.stop(0);
        threads.shutdownNow();
        try {
            boolean _ = threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
