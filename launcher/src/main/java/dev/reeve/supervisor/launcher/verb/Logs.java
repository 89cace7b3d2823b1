package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.text.Format;
import dev.reeve.supervisor.launcher.text.Moment;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// `reeve logs [-f] [-n N] [SERVICE…]`
@Command(name = "logs", description = "Shows what services have written.")
public final class Logs extends Verb {
    private static final int MOST = 10_000;

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "names, globs (web-*) or full keys; all where none is given")
    List<String> targets = new ArrayList<>();

    @Option(
            names = {"-f", "--follow"},
            description = "and what they write from now on, also after they or reeve begin anew")
    boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "the last N lines of each service (default: 100; with -f 10)")
    @Nullable Integer lines;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "not before: 2026-01-31T12:00:00Z, or a span that ends now: 10m")
    @Nullable String since;

    @Option(
            names = "--grep",
            paramLabel = "REGEX",
            description = "only lines in which this is found")
    @Nullable String grep;

    @Option(names = "--stream", paramLabel = "STREAM", description = "only stdout or stderr")
    @Nullable Stream stream;

    @Option(
            names = {"-t", "--timestamps"},
            description = "with the time of each line, where it is known")
    boolean timestamps;

    @Option(names = "--raw", description = "control characters as they are, also on a terminal")
    boolean raw;

    /// How long to wait for the next supervisor when one has ended.
    @Option(names = "--patience", hidden = true)
    Duration patience = Duration.ofSeconds(10);

    public Logs(Reeve reeve) {
        super(reeve);
    }

    /// Where a line was written to.
    enum Stream {
        STDOUT,
        STDERR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Failure {
        int count = count();
        String filter = filter();
        Client client = reeve.client(null);
        List<String> names = Services.of(client).match(targets).names();
        var out = new Lines(reeve, names, raw, timestamps);
        if (follow) {
            // No names are all names, also of services that are still to come.
            String rest = names(targets.isEmpty() ? List.of() : names) + filter + "&follow=true";
            new LogsContinued(client, out, reeve::tell, patience).follow(count, rest);
        } else if (timestamps || reeve.format() != Format.TABLE) {
            String path = "/v1/logs?lines=" + count + names(names) + filter;
            Json.objects(client.get(path + "&format=json").get("items")).forEach(out::write);
        } else if (names.size() == 1) {
            String name = names.getFirst();
            String path = "/v1/services/" + Client.escaped(name) + "/logs?lines=" + count + filter;
            Lines.of(client.text(path, "text/plain"))
                    .forEach(line -> out.write(Lines.line(name, null, line)));
        } else if (!names.isEmpty()) {
            String path = "/v1/logs?lines=" + count + names(names) + filter;
            Lines.of(client.text(path, "text/plain")).forEach(out::writePrefixed);
        }
        return 0;
    }

    private int count() {
        if (lines == null) {
            return follow ? 10 : since == null ? 100 : MOST;
        }
        if (lines < 0 || lines > MOST) {
            throw wrongUse("-n takes a number from 0 to " + MOST + ", not " + lines);
        }
        return lines;
    }

    private static String names(List<String> names) {
        String list = names.stream().map(Client::escaped).collect(Collectors.joining(","));
        return names.isEmpty() ? "" : "&names=" + list;
    }

    private String filter() {
        var query = new StringBuilder();
        if (since != null) {
            var from = Moment.of(since, reeve.around().clock());
            if (from == null) {
                throw wrongUse(Moment.expected("--since"));
            }
            query.append("&since=").append(Client.escaped(from.toString()));
        }
        if (grep != null) {
            query.append("&grep=").append(Client.escaped(grep));
        }
        if (stream != null) {
            query.append("&stream=").append(stream);
        }
        return query.toString();
    }
}
