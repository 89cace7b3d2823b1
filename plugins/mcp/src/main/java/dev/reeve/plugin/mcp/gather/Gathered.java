package dev.reeve.plugin.mcp.gather;

import dev.reeve.plugin.mcp.remote.Remote;
import dev.reeve.plugin.mcp.serve.Errors;
import dev.reeve.plugin.mcp.serve.Offer;
import dev.reeve.plugin.mcp.serve.Role;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.util.DefaultMcpUriTemplateManager;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What all servers that are connected offer, each thing under its server's name. Resources keep
/// their URIs, and where two servers have the same one, the first in the order of names answers.
final class Gathered implements Offer {
    private final Supervisor supervisor;
    private final Predicate<ServiceSnapshot> wanted;
    private final Members members;
    private final Names tools;
    private final Names prompts;

    Gathered(
            Supervisor supervisor,
            Predicate<ServiceSnapshot> wanted,
            Members members,
            String separator) {
        this.supervisor = supervisor;
        this.wanted = wanted;
        this.members = members;
        tools = new Names(separator);
        prompts = new Names(separator);
    }

    @Override
    public String name() {
        return "reeve-aggregator";
    }

    @Override
    public String instructions() {
        return "The tools of several servers, each under the name of its server. Servers come and"
                + " go, and their tools with them.";
    }

    @Override
    public boolean more() {
        return true;
    }

    @Override
    public List<Tool> tools(Role client) {
        List<Tool> all = new ArrayList<>();
        members.all()
                .forEach(
                        (server, remote) ->
                                remote.shown()
                                        .tools()
                                        .forEach(tool -> all.add(renamed(server, tool))));
        return all;
    }

    private Tool renamed(String server, Tool tool) {
        return new Tool(
                tools.of(server, tool.name()),
                tool.title(),
                tool.description(),
                tool.inputSchema(),
                tool.outputSchema(),
                tool.annotations(),
                tool.meta(),
                tool.icons());
    }

    @Override
    public CallToolResult call(Role client, String tool, Map<String, Object> arguments)
            throws InterruptedException {
        if (!client.includes(Role.OPERATE)) {
            return Errors.failed("to call a tool is not allowed to a client with the role read");
        }
        Names.Owner owner = owner(tools, tool, () -> tools(client));
        if (owner == null) {
            return unknown(tool);
        }
        Remote remote = members.find(owner.server());
        if (remote == null) {
            return Errors.failed(gone(owner.server()));
        }
        try {
            return remote.call(owner.name(), arguments);
        } catch (SessionException failure) {
            if (failure.getCause() instanceof McpError answer) {
                throw answer;
            }
            return Errors.failed("`" + owner.server() + "`: " + failure.getMessage());
        }
    }

    /// A client may know a name from an earlier supervisor, and not have asked for the list yet.
    private static Names.@Nullable Owner owner(Names names, String name, Runnable listing) {
        Names.Owner owner = names.owner(name);
        if (owner == null) {
            listing.run();
            owner = names.owner(name);
        }
        return owner;
    }

    private CallToolResult unknown(String tool) {
        for (ServiceSnapshot service : supervisor.services().items()) {
            if (wanted.test(service)
                    && tools.looksLike(tool, service.name())
                    && members.find(service.name()) == null) {
                return Errors.failed(gone(service.name()));
            }
        }
        throw Errors.invalid("there is no tool `" + tool + "`");
    }

    private String gone(String server) {
        return supervisor.services().items().stream()
                .filter(service -> service.name().equals(server) && wanted.test(service))
                .findFirst()
                .map(
                        service ->
                                "`%s` is not connected: it is %s%s"
                                        .formatted(
                                                server,
                                                service.status(),
                                                service.reason() == null
                                                        ? ""
                                                        : ", " + service.reason().text()))
                .orElse("`" + server + "` is not connected: there is no such service any more");
    }

    @Override
    public List<Resource> resources() {
        Map<String, Resource> all = new LinkedHashMap<>();
        members.all()
                .forEach(
                        (server, remote) ->
                                remote.shown()
                                        .resources()
                                        .forEach(it -> all.putIfAbsent(it.uri(), it)));
        return List.copyOf(all.values());
    }

    @Override
    public List<ResourceTemplate> templates() {
        Map<String, ResourceTemplate> all = new LinkedHashMap<>();
        members.all()
                .forEach(
                        (server, remote) ->
                                remote.shown()
                                        .templates()
                                        .forEach(it -> all.putIfAbsent(it.uriTemplate(), it)));
        return List.copyOf(all.values());
    }

    @Override
    public ReadResourceResult read(String uri) throws InterruptedException {
        for (Map.Entry<String, Remote> member : members.all().entrySet()) {
            Remote remote = member.getValue();
            if (has(remote, uri)) {
                return answer(member.getKey(), () -> remote.read(uri));
            }
        }
        throw Errors.invalid("there is no resource `" + uri + "`");
    }

    private static boolean has(Remote remote, String uri) {
        return remote.shown().resources().stream().anyMatch(it -> it.uri().equals(uri))
                || remote.shown().templates().stream()
                        .anyMatch(
                                it ->
                                        new DefaultMcpUriTemplateManager(it.uriTemplate())
                                                .matches(uri));
    }

    @Override
    public List<Prompt> prompts() {
        List<Prompt> all = new ArrayList<>();
        members.all()
                .forEach(
                        (server, remote) ->
                                remote.shown()
                                        .prompts()
                                        .forEach(prompt -> all.add(renamed(server, prompt))));
        return all;
    }

    private Prompt renamed(String server, Prompt prompt) {
        return new Prompt(
                prompts.of(server, prompt.name()),
                prompt.title(),
                prompt.description(),
                prompt.arguments(),
                prompt.meta(),
                prompt.icons());
    }

    @Override
    public GetPromptResult prompt(String name, Map<String, Object> arguments)
            throws InterruptedException {
        Names.Owner owner = owner(prompts, name, this::prompts);
        Remote remote = owner == null ? null : members.find(owner.server());
        if (owner == null || remote == null) {
            throw Errors.invalid(
                    owner == null ? "there is no prompt `" + name + "`" : gone(owner.server()));
        }
        return answer(owner.server(), () -> remote.prompt(owner.name(), arguments));
    }

    private interface Asking<T> {
        T ask() throws SessionException, InterruptedException;
    }

    private static <T> T answer(String server, Asking<T> asking) throws InterruptedException {
        try {
            return asking.ask();
        } catch (SessionException failure) {
            throw failure.getCause() instanceof McpError answer
                    ? answer
                    : Errors.invalid("`" + server + "`: " + failure.getMessage());
        }
    }

    /// How much there is, for those who look at the service.
    Map<String, Object> details() {
        Map<String, Object> servers = new LinkedHashMap<>();
        int count = 0;
        for (Map.Entry<String, Remote> member : members.all().entrySet()) {
            int own = member.getValue().shown().tools().size();
            servers.put(member.getKey(), Map.of("tools", own));
            count += own;
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("servers", servers);
        details.put("tools", count);
        return details;
    }
}
