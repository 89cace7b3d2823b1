package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Table;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `reeve discover`
@Command(
        name = "discover",
        description = {
            "Lists processes that nobody supervises.",
            "`reeve adopt` takes one of them over."
        })
public final class Discover extends Verb {
    @Option(
            names = "--command",
            paramLabel = "REGEX",
            description = "those whose command line this expression finds")
    @Nullable String command;

    @Option(names = "--port", paramLabel = "N", description = "who listens on this TCP port")
    @Nullable Integer port;

    @Option(
            names = "--pid-file",
            paramLabel = "FILE",
            description = "the process that this file names")
    @Nullable Path pidFile;

    @Option(
            names = "--provider",
            paramLabel = "KIND",
            description = "who looks (default: ${DEFAULT-VALUE})")
    String provider = "process";

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "more for the one who looks, in its own words")
    Map<String, String> more = new LinkedHashMap<>();

    public Discover(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        var options = new LinkedHashMap<String, Object>(more);
        if (command != null) {
            options.put("command", command);
        }
        if (port != null) {
            options.put("port", port);
        }
        if (pidFile != null) {
            options.put("pid_file", reeve.around().directory().resolve(pidFile).toString());
        }
        List<Map<String, Object>> found =
                reeve.client(null)
                        .search("/v1/discover", Map.of("provider", provider, "options", options));
        reeve.answers().write(Json.list(found, found.size()), () -> table(found));
        return 0;
    }

    private String table(List<Map<String, Object>> found) {
        var table =
                new Table(
                        reeve.answers().paint(),
                        reeve.around().terminal().columns().get(),
                        -1,
                        "PID",
                        "USER",
                        "STARTED",
                        "NAME",
                        "COMMAND");
        for (Map<String, Object> one : found) {
            table.row(
                    Words.of(one.get("pid")),
                    Words.of(one.get("user")),
                    Words.of(one.get("started_at")),
                    Words.of(one.get("suggested_name")),
                    Words.of(one.get("command")));
        }
        return table.toString();
    }
}
