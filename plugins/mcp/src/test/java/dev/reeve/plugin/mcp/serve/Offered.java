package dev.reeve.plugin.mcp.serve;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A small server for tests: its tools say what they were called with, and there may be others at
/// any time.
public final class Offered implements Offer {
    /// The names of its tools.
    public final List<String> tools = new CopyOnWriteArrayList<>(List.of("say"));

    private final String name;

    public Offered(String name) {
        this.name = name;
    }

    /// It on a port of its own.
    public Endpoint serve() throws java.io.IOException {
        return Endpoint.start(
                new Site(Listen.of("127.0.0.1:0"), "/mcp", List.of(), Optional.empty()), this);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String instructions() {
        return "say something";
    }

    @Override
    public boolean more() {
        return true;
    }

    @Override
    public List<Tool> tools(dev.reeve.plugin.mcp.serve.Role client) {
        return tools.stream()
                .map(tool -> Tool.builder(tool, Map.of("type", "object")).build())
                .toList();
    }

    @Override
    public CallToolResult call(
            dev.reeve.plugin.mcp.serve.Role client, String tool, Map<String, Object> arguments) {
        if (!tools.contains(tool)) {
            throw Errors.invalid("there is no tool `" + tool + "`");
        }
        return CallToolResult.builder(
                        List.of(
                                TextContent.builder(
                                                "%s %s %s as %s"
                                                        .formatted(
                                                                name,
                                                                tool,
                                                                arguments,
                                                                client.word()))
                                        .build()))
                .build();
    }

    @Override
    public List<Resource> resources() {
        return List.of(Resource.builder("test://" + name, "page").build());
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(ResourceTemplate.builder("test://" + name + "/{part}", "part").build());
    }

    @Override
    public ReadResourceResult read(String uri) {
        return ReadResourceResult.builder(
                        List.of(TextResourceContents.builder(uri, name + " of " + uri).build()))
                .build();
    }

    @Override
    public List<Prompt> prompts() {
        return List.of(Prompt.builder("greet").build());
    }

    @Override
    public GetPromptResult prompt(String prompt, Map<String, Object> arguments) {
        return GetPromptResult.builder(
                        List.of(
                                new PromptMessage(
                                        Role.USER,
                                        TextContent.builder(name + " " + prompt).build())))
                .build();
    }
}
