package dev.reeve.plugin.mcp.verb;

import dev.reeve.plugin.mcp.serve.Errors;
import dev.reeve.plugin.mcp.wire.Json;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What a tool has found or done: for programs as an object, for people and models as text.
///
/// @param good whether it came true
/// @param text empty where the object says it best
record Found(boolean good, Map<String, ?> object, String text) {
    /// What is best read as an object.
    static Found of(Map<String, ?> object) {
        return new Found(true, object, "");
    }

    static Found of(Map<String, ?> object, String text) {
        return new Found(true, object, text);
    }

    CallToolResult result() {
        try {
            String shown = text.isEmpty() ? Json.MAPPER.writeValueAsString(object) : text;
            return CallToolResult.builder(List.of(TextContent.builder(shown).build()))
                    .structuredContent(object)
                    .isError(!good)
                    .build();
        } catch (IOException unwritable) {
            return Errors.failed("this cannot be written: " + unwritable.getMessage());
        }
    }
}
