package dev.reeve.plugin.mcp.verb;

import dev.reeve.plugin.mcp.serve.Role;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;

import java.util.List;

/// One verb of the command line, as a tool.
///
/// @param about for the model that is to choose it
/// @param needs what a client must be allowed to do
/// @param ends whether something that runs may be ended by it
record Verb(
        String name,
        String about,
        Role needs,
        boolean ends,
        List<Parameter> parameters,
        Doing doing) {
    /// What it does. May block.
    interface Doing {
        Found with(Arguments arguments) throws InterruptedException;
    }

    static Verb reading(String name, String about, List<Parameter> parameters, Doing doing) {
        return new Verb(name, about, Role.READ, false, parameters, doing);
    }

    Tool tool() {
        return Tool.builder(name, Parameter.schema(parameters))
                .description(about)
                .annotations(
                        ToolAnnotations.builder()
                                .readOnlyHint(needs == Role.READ)
                                .destructiveHint(ends)
                                .idempotentHint(!name.equals("restart"))
                                .openWorldHint(false)
                                .build())
                .build();
    }
}
