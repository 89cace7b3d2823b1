package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.text.Words;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Map;

/// A verb that changes services, several at once.
abstract class Action extends Verb {
    @Option(names = "--all", description = "all services")
    boolean all;

    Action(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        if (targets().isEmpty() != all) {
            throw wrongUse(all ? "say either services or --all" : "say which services, or --all");
        }
        Client client = reeve.client(null);
        List<String> names = Services.of(client).match(targets()).names();
        Map<String, Object> answer = ask(client, names);
        List<Map<String, Object>> results = Json.objects(answer.get("results"));
        reeve.answers().write(answer, () -> lines(results));
        return complain(results) ? Failure.FAILED : 0;
    }

    /// Names, globs or full keys.
    abstract List<String> targets();

    /// Asks the supervisor.
    ///
    /// @return an answer with `results`
    abstract Map<String, Object> ask(Client client, List<String> names) throws Failure;

    private static String lines(List<Map<String, Object>> results) {
        return String.join(
                "\n",
                results.stream()
                        .filter(result -> result.get("error") == null)
                        .map(Action::line)
                        .toList());
    }

    private static String line(Map<String, Object> result) {
        String already = Boolean.FALSE.equals(result.get("changed")) ? " already" : "";
        return Words.of(result.get("name")) + ": " + Words.of(result.get("phase")) + already;
    }

    /// Says what did not work, and what one should know.
    private boolean complain(List<Map<String, Object>> results) {
        boolean failed = false;
        for (Map<String, Object> result : results) {
            String name = Words.of(result.get("name"));
            if (result.get("error") != null) {
                failed = true;
                reeve.around().err().println(name + ": " + Words.of(result.get("error")));
            }
            if (result.get("note") != null) {
                reeve.tell(name + ": " + Words.of(result.get("note")));
            }
        }
        return failed;
    }
}
