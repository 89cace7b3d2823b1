package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Frames;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.text.Format;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// `reeve logs [-f] [-n N] [SERVICE…]`
@Command(name = "logs", description = "Shows what services have written.")
public final class Logs extends Verb {
    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "names, globs (web-*) or full keys; all where none is given")
    List<String> targets = new ArrayList<>();

    @Option(
            names = {"-f", "--follow"},
            description = "and what they write from now on")
    boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "the last N lines of each stream (default: 100; with -f 10)")
    int lines = -1;

    @Option(names = "--raw", description = "control characters as they are, also on a terminal")
    boolean raw;

    public Logs(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        if (lines < 0) {
            lines = follow ? 10 : 100;
        }
        Client client = reeve.client(null);
        List<String> names = Services.of(client).match(targets).names();
        var out = new Lines(reeve, names, raw);
        if (follow) {
            follow(client, names, out);
        } else if (names.size() == 1 || reeve.format() != Format.TABLE) {
            for (String name : names) {
                show(client, name, out);
            }
        } else if (!names.isEmpty()) {
            Lines.of(client.text(several(names), "text/plain")).forEach(out::writePrefixed);
        }
        return 0;
    }

    /// One stream is asked for at a time, so that it is known which line is whose.
    private void show(Client client, String name, Lines out) throws Failure {
        if (reeve.format() == Format.TABLE) {
            Lines.of(client.text(one(name), "text/plain"))
                    .forEach(line -> out.write(Lines.line(name, null, line)));
            return;
        }
        for (String stream : List.of("stdout", "stderr")) {
            Lines.of(client.text(one(name) + "&stream=" + stream, "text/plain"))
                    .forEach(line -> out.write(Lines.line(name, stream, line)));
        }
    }

    private void follow(Client client, List<String> names, Lines out) throws Failure {
        String path = targets.isEmpty() ? several(List.of()) : several(names);
        try (Frames frames = client.follow(path + "&follow=true", null)) {
            for (var frame = frames.next(); frame != null; frame = frames.next()) {
                if (frame.data().containsKey("text")) {
                    out.write(frame.data());
                }
            }
        }
    }

    private String one(String name) {
        return "/v1/services/" + Client.escaped(name) + "/logs?lines=" + lines;
    }

    /// No names are all names, also of services that are still to come.
    private String several(List<String> names) {
        String list = names.stream().map(Client::escaped).collect(Collectors.joining(","));
        return "/v1/logs?lines=" + lines + (names.isEmpty() ? "" : "&names=" + list);
    }
}
