package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Difference;
import dev.reeve.supervisor.launcher.text.Mistake;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `reeve reload [--dry-run] [-f FILE]`
@Command(
        name = "reload",
        description = {
            "Reads the manifest again and applies what has changed.",
            "All of it, or, where there is a mistake, nothing."
        })
public final class Reload extends Verb {
    @Option(names = "--dry-run", description = "only say what would be done")
    boolean dryRun;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "another manifest from now on (default: the one in force)")
    @Nullable Path file;

    public Reload(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        var body = new LinkedHashMap<String, Object>();
        if (file != null) {
            body.put("path", reeve.around().directory().resolve(file).normalize().toString());
        }
        if (dryRun) {
            body.put("dry_run", true);
        }
        Map<String, Object> answer = reeve.client(null).post("/v1/reload", body);
        boolean success = Boolean.TRUE.equals(answer.get("success"));
        reeve.answers()
                .write(answer, () -> success ? Difference.of(answer, reeve.answers().paint()) : "");
        if (!success) {
            complain(answer);
        } else if (answer.get("notes") instanceof List<?> notes) {
            notes.forEach(note -> reeve.tell(Words.of(note)));
        }
        return success ? 0 : Failure.FAILED;
    }

    private void complain(Map<String, Object> answer) {
        List<Map<String, Object>> errors = Json.objects(answer.get("errors"));
        errors.forEach(error -> reeve.around().err().println(Mistake.line(error)));
        if (errors.isEmpty()) {
            reeve.around().err().println("reeve: " + Words.of(answer.get("error")));
        }
    }
}
