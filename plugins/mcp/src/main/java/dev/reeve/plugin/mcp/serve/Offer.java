package dev.reeve.plugin.mcp.serve;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Tool;

import java.util.List;
import java.util.Map;

/// What an endpoint offers. Each method is asked anew with every request, by the virtual thread of
/// that request, and may block; an {@link io.modelcontextprotocol.spec.McpError} it throws is the
/// answer.
public interface Offer {
    /// The name of the server.
    String name();

    /// What a client should know before all else, for the model behind it.
    String instructions();

    /// Whether it has resources and prompts at all.
    boolean more();

    List<Tool> tools(Role client);

    CallToolResult call(Role client, String tool, Map<String, Object> arguments)
            throws InterruptedException;

    default List<Resource> resources() {
        return List.of();
    }

    default List<ResourceTemplate> templates() {
        return List.of();
    }

    default ReadResourceResult read(String uri) throws InterruptedException {
        throw Errors.invalid("there is no resource `" + uri + "`");
    }

    default List<Prompt> prompts() {
        return List.of();
    }

    default GetPromptResult prompt(String name, Map<String, Object> arguments)
            throws InterruptedException {
        throw Errors.invalid("there is no prompt `" + name + "`");
    }
}
