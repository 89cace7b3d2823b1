package dev.reeve.supervisor.launcher;

import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What may come next on a command line, for the scripts of `reeve completion`: one candidate a
/// line, a tab, and what it is; or `:files`, `:folders`, which the shell knows best.
///
/// Asked at each press of a key, so it is quick, and silent where it does not know.
final class Completer {
    /// The word that begins such a question.
    static final String VERB = "complete";

    private static final Set<String> ASKING = Set.of("--state-directory", "--url", "--token-file");
    private static final String DISCOVERY = "discovery provider";
    private static final List<String> SIGNALS =
            List.of("HUP", "INT", "QUIT", "KILL", "USR1", "USR2", "TERM", "CONT", "STOP", "WINCH");

    private final Reeve reeve;
    private final CommandLine line;
    private final List<String> before;
    private final String current;
    private final Map<String, String> candidates = new LinkedHashMap<>();

    /// @param line with the verbs that the words may mean
    /// @param words after `reeve`; the last one is being written, and may be empty
    Completer(Reeve reeve, CommandLine line, List<String> words) {
        this.reeve = reeve;
        this.line = line;
        this.before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
        this.current = words.isEmpty() ? "" : words.getLast();
    }

    /// The lines.
    List<String> lines() {
        find();
        var lines = new ArrayList<String>();
        candidates.forEach(
                (word, about) -> {
                    if (word.startsWith(":") || word.startsWith(current)) {
                        lines.add(about.isEmpty() ? word : word + "\t" + about);
                    }
                });
        return lines;
    }

    private void find() {
        CommandSpec spec = line.getCommandSpec();
        boolean verb = false;
        int positional = 0;
        OptionSpec waiting = null;
        for (String word : before) {
            if (waiting != null) {
                waiting = null;
            } else if (word.startsWith("-") && word.length() > 1) {
                OptionSpec option = spec.findOption(word);
                waiting = option != null && option.arity().min() > 0 ? option : null;
            } else if (verb) {
                positional++;
            } else {
                CommandLine chosen = line.getSubcommands().get(word);
                if (chosen == null) {
                    return;
                }
                spec = chosen.getCommandSpec();
                verb = true;
            }
        }
        if (waiting != null) {
            value(waiting);
        } else if (current.startsWith("-")) {
            options(spec);
        } else if (verb) {
            positional(spec, positional);
        } else {
            verbs();
        }
    }

    private void verbs() {
        line.getSubcommands()
                .forEach(
                        (name, verb) -> {
                            CommandSpec spec = verb.getCommandSpec();
                            if (!spec.usageMessage().hidden() && spec.name().equals(name)) {
                                add(name, first(spec.usageMessage().description()));
                            }
                        });
    }

    private void options(CommandSpec spec) {
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                add(option.longestName(), first(option.description()));
            }
        }
    }

    private void positional(CommandSpec spec, int at) {
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (parameter.index().contains(at)) {
                value(parameter);
            }
        }
    }

    private void value(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(word -> add(word, ""));
        }
        switch (argument.paramLabel()) {
            case "SERVICE" -> offered("/v1/services", "name", "status");
            case "ACTOR" -> offered("/v1/actors", "name", "activity");
            case "PLUGIN" -> plugins();
            case "KIND" -> answered(client -> providers(client).forEach(this::add));
            case "KEY=VALUE" -> answered(this::optionsOfProvider);
            case "THREAD" -> offered("/v1/threads", "id", "operation");
            case "SIG" -> SIGNALS.forEach(name -> add(name, ""));
            case "FILE" -> add(":files", "");
            case "DIR" -> add(":folders", "");
            default -> {
                // nobody can say
            }
        }
    }

    private void plugins() {
        if (before.contains("verify")) {
            add(":files", "");
        } else {
            offered("/v1/plugins", "id", "state");
        }
    }

    /// The kinds that may look for processes, each with its plugin.
    private static Map<String, String> providers(Client client) throws Failure {
        var kinds = new LinkedHashMap<String, String>();
        for (Map<String, Object> plugin : client.list("/v1/plugins")) {
            if (Json.object(plugin.get("provides")).get(DISCOVERY) instanceof List<?> offered) {
                offered.forEach(kind -> kinds.put(Words.of(kind), Words.of(plugin.get("id"))));
            }
        }
        return kinds;
    }

    /// What the one takes that is to look: `KEY=`, and what it means.
    private void optionsOfProvider(Client client) throws Failure {
        int named = before.lastIndexOf("--provider");
        String kind = named >= 0 && named + 1 < before.size() ? before.get(named + 1) : "process";
        String plugin = providers(client).get(kind);
        if (plugin == null) {
            return;
        }
        Map<String, Object> found = client.get("/v1/plugins/" + Client.escaped(plugin));
        Map<String, Object> schema = Json.object(Json.object(found.get("options")).get(kind));
        // A kind that has several doors says what it takes at each.
        for (Map<String, Object> one : Json.objects(schema.get("anyOf"))) {
            schema = DISCOVERY.equals(one.get("title")) ? one : schema;
        }
        Json.object(schema.get("properties"))
                .forEach((key, option) -> add(key + "=", about(Json.object(option))));
    }

    private static String about(Map<String, Object> option) {
        Object about = option.getOrDefault("description", option.get("title"));
        return about == null ? "" : Words.of(about);
    }

    /// What the supervisor that the words mean has at this path; nothing where none answers.
    private void offered(String path, String name, String about) {
        answered(
                client -> {
                    for (Map<String, Object> item : client.list(path)) {
                        String word = Words.of(item.get(name));
                        if (!before.contains(word)) {
                            add(word, Words.of(item.get(about)));
                        }
                    }
                });
    }

    private interface Question {
        void ask(Client client) throws Failure;
    }

    /// Asks the supervisor that the words mean; says nothing where none answers.
    private void answered(Question question) {
        var asking = new ArrayList<String>();
        for (int at = 0; at + 1 < before.size(); at++) {
            if (ASKING.contains(before.get(at))) {
                asking.addAll(before.subList(at, at + 2));
            }
        }
        try {
            line.parseArgs(asking.toArray(String[]::new));
            question.ask(reeve.client(null));
        } catch (Failure | CommandLine.ParameterException nobodyAnswers) {
            candidates.clear();
        }
    }

    private void add(@Nullable String word, String about) {
        if (word != null) {
            candidates.put(word, about);
        }
    }

    private static String first(String... lines) {
        return lines.length == 0 ? "" : lines[0].replace("%n", " ").strip();
    }
}
