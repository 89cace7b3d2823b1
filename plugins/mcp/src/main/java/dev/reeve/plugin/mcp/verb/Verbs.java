package dev.reeve.plugin.mcp.verb;

import dev.reeve.plugin.mcp.serve.Errors;
import dev.reeve.plugin.mcp.serve.Offer;
import dev.reeve.plugin.mcp.serve.Role;
import dev.reeve.supervisor.api.control.Supervisor;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The supervisor's own verbs. A client is shown those that it may use, and no others.
public final class Verbs implements Offer {
    private final Supervisor supervisor;
    private final boolean changes;
    private final List<Verb> verbs = new ArrayList<>();

    /// @param changes whether anybody may change anything from here, whatever his token says
    public Verbs(Supervisor supervisor, boolean changes) {
        this.supervisor = supervisor;
        this.changes = changes;
        verbs.addAll(new Looks(supervisor).verbs());
        verbs.addAll(new Deeds(supervisor).verbs());
    }

    @Override
    public String name() {
        return "reeve";
    }

    @Override
    public String instructions() {
        return "Reeve runs the services of "
                + supervisor.status().name()
                + ". `status` lists them; `explain` says why one does not run."
                + (changes ? "" : " Nothing can be changed from here.");
    }

    @Override
    public boolean more() {
        return false;
    }

    @Override
    public List<Tool> tools(Role client) {
        return verbs.stream().filter(verb -> may(client, verb)).map(Verb::tool).toList();
    }

    @Override
    public CallToolResult call(Role client, String tool, Map<String, Object> arguments)
            throws InterruptedException {
        for (Verb verb : verbs) {
            if (verb.name().equals(tool)) {
                return may(client, verb)
                        ? verb.doing().with(Arguments.of(verb.parameters(), arguments)).result()
                        : Errors.failed(refusal(client, verb));
            }
        }
        throw Errors.invalid("there is no tool `" + tool + "`");
    }

    private static String refusal(Role client, Verb verb) {
        return client.includes(verb.needs())
                ? "`"
                        + verb.name()
                        + "` is not allowed here: the control server `mcp` only shows"
                        + " things unless it has `allow: operate`"
                : "`" + verb.name() + "` is not allowed to a client with the role " + client.word();
    }

    private boolean may(Role client, Verb verb) {
        return client.includes(verb.needs()) && (changes || verb.needs() == Role.READ);
    }
}
