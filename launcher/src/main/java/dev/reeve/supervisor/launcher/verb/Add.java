package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Mistake;
import dev.reeve.supervisor.launcher.text.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `reeve add -f FILE`
@Command(
        name = "add",
        description = {
            "Adds dynamic services to the running supervisor.",
            "They start at once, unless they say `autostart: false`."
        })
public final class Add extends Verb {
    @Option(
            names = {"-f", "--definition"},
            required = true,
            paramLabel = "FILE",
            description = "a manifest whose services are added, or one service with its name")
    Path file = Path.of("");

    public Add(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        var definitions =
                DefinitionFile.read(reeve.around().directory().resolve(file), file.toString());
        if (!definitions.leftOut().isEmpty()) {
            reeve.tell(
                    "only the services of %s are taken, not: %s"
                            .formatted(file, String.join(", ", definitions.leftOut())));
        }
        Client client = reeve.client(null);
        var added = new ArrayList<Map<String, Object>>();
        int code = 0;
        for (Map<String, Object> definition : definitions.items()) {
            String name = String.valueOf(definition.get("name"));
            try {
                added.add(client.post("/v1/services", definition));
            } catch (Failure refused) {
                if (refused.code() != Failure.FAILED && refused.code() != Failure.WRONG_USE) {
                    throw refused;
                }
                complain(definitions, name, refused);
                code = Math.max(code, refused.code());
            }
        }
        if (definitions.items().size() != 1) {
            reeve.answers().write(Json.list(added, added.size()), () -> lines(added));
        } else if (!added.isEmpty()) {
            reeve.answers().write(added.getFirst(), () -> lines(added));
        }
        return code;
    }

    /// Each mistake with its place in the file; where the supervisor names none, what it says.
    private void complain(DefinitionFile definitions, String name, Failure refused) {
        PrintStream err = reeve.around().err();
        for (Map<String, Object> error : refused.errors()) {
            Object key = error.get("key");
            err.println(
                    Mistake.line(
                            error, definitions.place(name, key == null ? null : key.toString())));
        }
        if (refused.errors().isEmpty()) {
            err.println("reeve: cannot add " + name + ": " + refused.text());
        }
    }

    private static String lines(List<Map<String, Object>> services) {
        return services.stream().map(Add::line).collect(Collectors.joining("\n"));
    }

    static String line(Map<String, Object> service) {
        Object pid = service.get("pid");
        return Words.of(service.get("name"))
                + ": "
                + Words.of(service.get("status"))
                + (pid == null ? "" : ", pid " + pid);
    }
}
