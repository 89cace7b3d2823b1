package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `reeve remove SERVICE… [--stop]`
@Command(
        name = "remove",
        description = "Removes services that were added, or adopted, while the supervisor runs.")
public final class Remove extends Verb {
    @Parameters(
            paramLabel = "SERVICE",
            arity = "1..*",
            description = "names, globs (web-*) or full keys (kind:source:name)")
    List<String> targets = new ArrayList<>();

    @Option(names = "--stop", description = "stop them first, where they run")
    boolean stop;

    public Remove(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        Client client = reeve.client(null);
        List<String> names = Services.of(client).match(targets).names();
        var results = new ArrayList<Map<String, @Nullable Object>>();
        boolean failed = false;
        for (String name : names) {
            String error = refusal(client, name);
            failed |= error != null;
            var result = new LinkedHashMap<String, @Nullable Object>();
            result.put("name", name);
            result.put("changed", error == null);
            result.put("error", error);
            results.add(result);
            if (error != null) {
                reeve.around().err().println(name + ": " + error);
            }
        }
        reeve.answers().write(Map.of("results", results), () -> lines(results));
        return failed ? Failure.FAILED : 0;
    }

    /// Removes one.
    ///
    /// @return why that was not to be, or null
    private @Nullable String refusal(Client client, String name) throws Failure {
        try {
            client.delete("/v1/services/" + Client.escaped(name) + (stop ? "?stop=true" : ""));
            return null;
        } catch (Failure refused) {
            if (refused.code() != Failure.FAILED) {
                throw refused;
            }
            return refused.text();
        }
    }

    private static String lines(List<Map<String, @Nullable Object>> results) {
        return results.stream()
                .filter(result -> result.get("error") == null)
                .map(result -> Words.of(result.get("name")) + ": removed")
                .collect(Collectors.joining("\n"));
    }
}
