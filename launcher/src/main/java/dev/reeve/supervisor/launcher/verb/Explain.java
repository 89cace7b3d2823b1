package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `reeve explain SERVICE`
@Command(name = "explain", description = "Says why a service is in its state.")
public final class Explain extends Verb {
    @Parameters(paramLabel = "SERVICE", description = "a name or a full key")
    String target = "";

    public Explain(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        Client client = reeve.client(null);
        List<String> names = Services.of(client).match(List.of(target)).names();
        if (names.size() != 1) {
            throw wrongUse("say which one: " + String.join(", ", names));
        }
        Map<String, Object> explanation =
                client.get("/v1/services/" + Client.escaped(names.getFirst()) + "/explanation");
        reeve.answers().write(explanation, () -> text(explanation));
        return 0;
    }

    private static String text(Map<String, Object> explanation) {
        var lines = new ArrayList<String>();
        lines.add(Words.of(explanation.get("summary")));
        for (Map<String, Object> cause : Json.objects(explanation.get("causes"))) {
            String service = Words.of(cause.get("service"));
            String text = Words.of(cause.get("text"));
            lines.add("  " + (text.startsWith(service + ":") ? text : service + ": " + text));
            addAll(lines, "      ", cause.get("details"));
        }
        addAll(lines, "hint: ", explanation.get("hints"));
        return String.join("\n", lines);
    }

    private static void addAll(List<String> lines, String before, @Nullable Object more) {
        if (more instanceof List<?> list) {
            list.forEach(line -> lines.add(before + Words.of(line)));
        }
    }
}
