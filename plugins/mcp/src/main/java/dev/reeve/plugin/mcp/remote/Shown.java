package dev.reeve.plugin.mcp.remote;

import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a server shows of itself at one moment.
///
/// @param server what it has said when it was greeted
public record Shown(
        InitializeResult server,
        List<Tool> tools,
        List<Resource> resources,
        List<ResourceTemplate> templates,
        List<Prompt> prompts) {
    public Shown {
        tools = List.copyOf(tools);
        resources = List.copyOf(resources);
        templates = List.copyOf(templates);
        prompts = List.copyOf(prompts);
    }

    Shown withTools(List<Tool> now) {
        return new Shown(server, now, resources, templates, prompts);
    }

    Shown withResources(List<Resource> now, List<ResourceTemplate> nowTemplates) {
        return new Shown(server, tools, now, nowTemplates, prompts);
    }

    Shown withPrompts(List<Prompt> now) {
        return new Shown(server, tools, resources, templates, now);
    }

    /// For those who look at the service.
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        Implementation who = server.serverInfo();
        if (who != null) {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("name", String.valueOf(who.name()));
            named.put("version", String.valueOf(who.version()));
            if (who.title() != null) {
                named.put("title", who.title());
            }
            details.put("server", named);
        }
        details.put("protocol_version", server.protocolVersion());
        details.put("tools", tools.stream().map(Tool::name).toList());
        details.put("resources", resources.stream().map(Resource::name).toList());
        details.put("prompts", prompts.stream().map(Prompt::name).toList());
        return details;
    }
}
