package dev.reeve.supervisor.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The manual page `reeve(1)`, in the words of man(7), made of what the verbs say of themselves.
final class ManPage {
    private final CommandLine line;
    private final List<String> out = new ArrayList<>();

    /// @param line with all verbs
    ManPage(CommandLine line) {
        this.line = line;
    }

    /// The whole.
    ///
    /// @param date as in `2026-01-31`
    String text(String version, String date) {
        CommandSpec reeve = line.getCommandSpec();
        out.add(".TH REEVE 1 \"%s\" \"Reeve %s\"".formatted(date, version));
        section("NAME");
        out.add("reeve \\- starts, watches and stops the services of a manifest");
        section("SYNOPSIS");
        out.add(".B reeve");
        out.add(".RI [ OPTION ...]");
        out.add(".I VERB");
        out.add(".RI [ OPTION ...]");
        out.add(".RI [ SERVICE ...]");
        section("DESCRIPTION");
        out.add("Reeve runs the services that a manifest names, in the order in which they need");
        out.add("each other, starts them again when they end, and says what it does and why.");
        out.add(".B reeve up");
        out.add("is the supervisor itself; nearly all other verbs ask one that runs.");
        out.add(".PP");
        out.add("A");
        out.add(".I SERVICE");
        out.add("is a name, a glob such as");
        out.add(".IR web\\-* ,");
        out.add("or a full key");
        out.add(".IR kind:source:name .");
        section("OPTIONS");
        out.add("Every verb takes these.");
        reeve.options().forEach(this::option);
        section("VERBS");
        line.getSubcommands()
                .forEach(
                        (name, verb) -> {
                            if (verb.getCommandSpec().name().equals(name)) {
                                verb(verb.getCommandSpec());
                            }
                        });
        ending();
        return String.join("\n", out) + "\n";
    }

    private void verb(CommandSpec verb) {
        out.add(".SS " + escaped(verb.name()));
        var words = new ArrayList<String>(List.of("reeve " + verb.name()));
        List<OptionSpec> own = verb.options().stream().filter(ManPage::isOwn).toList();
        if (!own.isEmpty()) {
            words.add("[OPTION...]");
        }
        verb.positionalParameters().forEach(parameter -> words.add(synopsis(parameter)));
        out.add(".B " + escaped(String.join(" ", words)));
        String before = ".br";
        for (String said : verb.usageMessage().description()) {
            if (said.isBlank()) {
                before = ".sp";
            } else {
                out.add(before);
                out.add(line(said));
                before = ".br";
            }
        }
        if (verb.aliases().length > 0) {
            out.add(".br");
            out.add(line("Also: " + String.join(", ", verb.aliases())));
        }
        own.forEach(this::option);
        verb.positionalParameters()
                .forEach(parameter -> entry(parameter.paramLabel(), parameter.description()));
    }

    private void option(OptionSpec option) {
        if (option.hidden()) {
            return;
        }
        String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        String names = String.join(", ", option.names());
        entry(names + label, option.description());
    }

    private void entry(String head, String... description) {
        out.add(".TP");
        out.add(".B " + escaped(head));
        out.add(line(String.join(" ", description)));
    }

    private void ending() {
        section("EXIT STATUS");
        String[] meanings = {
            "Done.",
            "It failed.",
            "Wrong use, or a manifest with mistakes.",
            "No supervisor answers.",
            "No such service, actor or operation.",
            "Not allowed."
        };
        for (int code = 0; code < meanings.length; code++) {
            entry(Integer.toString(code), meanings[code]);
        }
        out.add(".PP");
        out.add(".B reeve up");
        out.add("ends with the code of the essential service that ended it.");
        section("ENVIRONMENT");
        entry(
                "REEVE_OPTION",
                "Every option can also be given so: --state-directory as REEVE_STATE_DIRECTORY.");
        entry("NO_COLOR", "No colour, also on a terminal.");
        section("FILES");
        entry("reeve.yaml, reeve.yml, reeve.json", "The manifest, in the current folder.");
        entry(".reeve", "The state directory: lock, ledger, journal, socket and logs.");
        out.add(".PP");
        out.add(".B reeve schema");
        out.add("says what a manifest may hold.");
    }

    private void section(String title) {
        out.add(".SH " + title);
    }

    private static boolean isOwn(OptionSpec option) {
        return !option.inherited() && !option.hidden() && !option.usageHelp();
    }

    private static String synopsis(PositionalParamSpec parameter) {
        String label = parameter.paramLabel();
        String more = parameter.arity().max() > 1 ? label + "..." : label;
        return parameter.arity().min() > 0 ? more : "[" + more + "]";
    }

    private static String line(String text) {
        return text.lines()
                .map(one -> escaped(one.replace("%n", " ").replace("%%", "%").strip()))
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /// What has a meaning in roff has none: backslashes, hyphens, and what begins a line.
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
