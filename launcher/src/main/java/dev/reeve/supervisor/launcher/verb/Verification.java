package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.client.StateDirectory;
import dev.reeve.supervisor.launcher.text.Words;
import dev.reeve.supervisor.launcher.up.Logging;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Tries a plugin before it is installed, without a supervisor.
record Verification(Reeve reeve, ManifestFile manifest) {
    int of(String file) throws Failure {
        Logging.quiet(reeve.around().err());
        Path directory = reeve.around().directory();
        String home = System.getProperty("reeve.home");
        Map<String, @Nullable Object> report;
        try {
            report =
                    House.verify(
                            directory.resolve(file),
                            manifest.given == null
                                    ? StateDirectory.manifest(directory).orElse(null)
                                    : directory.resolve(manifest.given),
                            home == null ? null : Path.of(home, "plugins"),
                            reeve.around().environment());
        } catch (IOException unreadable) {
            throw Failure.of(Failure.FAILED, "cannot try " + file + ": " + unreadable.getMessage());
        }
        Map<String, Object> shown = Json.object(report);
        List<?> problems = report.get("problems") instanceof List<?> list ? list : List.of();
        reeve.answers().write(shown, () -> text(shown));
        problems.forEach(problem -> reeve.around().err().println("problem: " + problem));
        return problems.isEmpty() ? 0 : Failure.FAILED;
    }

    private static String text(Map<String, Object> report) {
        List<String> lines = new ArrayList<>();
        if (report.get("id") != null) {
            lines.add(
                    "plugin    "
                            + Words.of(report.get("id"))
                            + " "
                            + Words.of(report.get("version")));
            lines.add(
                    "requires  plugin API %s; this is %s"
                            .formatted(
                                    Words.of(report.get("requires")), Words.of(report.get("api"))));
        }
        if (report.get("module") != null) {
            lines.add("module    " + report.get("module"));
        }
        boolean external = report.get("program") != null;
        if (external) {
            lines.add("program   " + report.get("program"));
        }
        if (report.get("sha256") != null) {
            lines.add("sha256    " + report.get("sha256"));
        }
        for (Map<String, Object> offer : Json.objects(report.get("offers"))) {
            lines.add("offers    " + offer.get("door") + " `" + offer.get("kind") + "`");
            for (Map<String, Object> option : Json.objects(offer.get("options"))) {
                lines.add("            " + option(option));
            }
        }
        boolean good = report.get("problems") instanceof List<?> problems && problems.isEmpty();
        if (good) {
            lines.add(
                    external
                            ? "process   has said hello, and ended when it was to"
                            : "classes   "
                                    + report.get("classes")
                                    + " looked at, none is missing; all of it could be unloaded");
            lines.add("good");
        }
        return String.join("\n", lines);
    }

    private static String option(Map<String, Object> option) {
        Object fallback = option.get("default");
        boolean required = Boolean.TRUE.equals(option.get("required"));
        String about = Words.of(option.get("about"));
        return "%s: %s%s%s"
                .formatted(
                        option.get("name"),
                        option.get("type"),
                        fallback == null ? required ? ", must be given" : "" : ", or " + fallback,
                        about.isEmpty() || about.equals("-") ? "" : "; " + about);
    }
}
