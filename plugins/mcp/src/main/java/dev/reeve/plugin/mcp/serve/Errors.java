package dev.reeve.plugin.mcp.serve;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.TextContent;

import java.util.List;

/// What does not come true, in the words of the protocol.
public final class Errors {
    private Errors() {}

    /// The request makes no sense: an unknown name, an argument of the wrong type.
    public static McpError invalid(String text) {
        return McpError.builder(ErrorCodes.INVALID_PARAMS).message(text).build();
    }

    /// The tool was called, and failed. A model reads that, and may do something about it.
    public static CallToolResult failed(String text) {
        return CallToolResult.builder(List.of(TextContent.builder(text).build()))
                .isError(true)
                .build();
    }
}
