package dev.reeve.plugin.mcp.wire;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;

/// How messages become text and back. Named, where the SDK would search for it by the class loader
/// of whatever thread it is called on.
public final class Json {
    /// The one that all of this plugin uses.
    public static final McpJsonMapper MAPPER = new JacksonMcpJsonMapper(new ObjectMapper());

    private Json() {}
}
