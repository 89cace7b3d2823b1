package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Answers;
import dev.reeve.supervisor.launcher.text.Format;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `reeve export [-f FILE] [--source SOURCE]`
@Command(
        name = "export",
        description = {
            "Writes the services down as a manifest that reads back the same.",
            "As YAML, unless -o json is said; secrets are written as ${...}."
        })
public final class Export extends Verb {
    @Option(
            names = {"-f", "--to"},
            paramLabel = "FILE",
            description = "a new file (default: stdout)")
    @Nullable Path file;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            split = ",",
            description = "only services from there: manifest, dynamic, adopted, …")
    List<String> sources = new ArrayList<>();

    public Export(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        String query =
                sources.isEmpty()
                        ? ""
                        : "?source="
                                + sources.stream()
                                        .map(Client::escaped)
                                        .collect(Collectors.joining(","));
        Map<String, Object> manifest = reeve.client(null).get("/v1/export" + query);
        Format form = reeve.format() == Format.JSON ? Format.JSON : Format.YAML;
        if (file == null) {
            new Answers(reeve.around().out(), false, form).write(manifest, () -> "");
        } else {
            write(file, form == Format.JSON ? Json.indented(manifest) : Answers.yaml(manifest));
        }
        return 0;
    }

    /// Never over another file: it may be the manifest itself, with its comments.
    private void write(Path to, String text) throws Failure {
        try {
            Files.writeString(
                    reeve.around().directory().resolve(to),
                    text.endsWith("\n") ? text : text + "\n",
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException there) {
            throw Failure.of(
                    Failure.FAILED,
                    "cannot write "
                            + to
                            + ": it is there already; `reeve export >` writes over it");
        } catch (IOException failure) {
            throw Failure.of(Failure.FAILED, "cannot write " + to + ": " + failure);
        }
    }
}
