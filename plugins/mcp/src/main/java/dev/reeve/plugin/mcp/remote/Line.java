package dev.reeve.plugin.mcp.remote;

import dev.reeve.supervisor.api.spi.SessionException;

import io.modelcontextprotocol.spec.McpClientTransport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A way to a server that is open.
interface Line {
    McpClientTransport transport();

    /// Comes to the reason as soon as it is known that nothing more will come; never, while the
    /// line is closed from this side.
    CompletableFuture<SessionException> ended();

    /// What is to be known of it, beside what the server says.
    Map<String, Object> details();

    /// Where the server is, or null where it is nowhere else.
    @Nullable String endpoint();

    /// The server lets us in. From now on the line may ask by itself whether it is still there.
    ///
    /// @param question asks once; throws where there is no answer
    void answered(Question question);

    /// Whether the server tells of changes by itself at present.
    boolean tells();

    /// Gives everything back; idempotent. May block, and is hurried by an interrupt.
    void end() throws IOException, InterruptedException;

    /// Whether the server is there.
    interface Question {
        void ask() throws SessionException, InterruptedException;
    }
}
