package dev.reeve.distribution;

import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Main;
import dev.reeve.supervisor.launcher.Surroundings;
import dev.reeve.supervisor.launcher.text.Terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `reeve check` for many folders in one Java machine, that of the zip: to start one for each would
/// take most of the time.
final class CheckMany {
    /// So many at once, that a busy machine is done with them while a test is still patient.
    private static final int AT_ONCE = 20;

    private CheckMany() {}

    /// Checks the manifests of some folders, and leaves in each what was said of mistakes as
    /// `said`, and the exit code as `code`.
    static void run(Household household, List<Path> folders, Path programs) throws Exception {
        for (int at = 0; at < folders.size(); at += AT_ONCE) {
            var some = folders.subList(at, Math.min(folders.size(), at + AT_ONCE));
            household.run(command(some, programs)).expecting(0);
        }
    }

    /// Runs in the zip's Java machine.
    public static void main(String[] folders) throws IOException {
        for (var folder : folders) {
            var said = new ByteArrayOutputStream();
            int code;
            try (var to = new PrintStream(said, true, StandardCharsets.UTF_8);
                    var nowhere = new PrintStream(PrintStream.nullOutputStream())) {
                var around =
                        new Surroundings(
                                nowhere,
                                to,
                                Map.copyOf(System.getenv()),
                                Path.of(folder),
                                Terminal.NONE,
                                InstantSource.system(),
                                House::prepare);
                code = Main.run(around, "check", "-f", folder + "/reeve.yaml");
            }
            var text = said.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
            Files.writeString(Path.of(folder, "said"), text);
            Files.writeString(Path.of(folder, "code"), Integer.toString(code));
        }
    }

    private static List<String> command(List<Path> folders, Path programs) throws Exception {
        var launcher = "dev.reeve.supervisor.launcher";
        var command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "PATH=" + programs + ":" + System.getenv("PATH"),
                                Unzipped.folder().resolve("runtime/bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--add-modules=ALL-SYSTEM",
                                "--add-exports=%s/%s=ALL-UNNAMED".formatted(launcher, launcher),
                                "--add-exports=%s/%s.text=ALL-UNNAMED"
                                        .formatted(launcher, launcher),
                                "-Dreeve.home=" + Unzipped.folder(),
                                "-cp",
                                classes(),
                                CheckMany.class.getName()));
        folders.forEach(folder -> command.add(folder.toString()));
        return command;
    }

    private static String classes() throws Exception {
        return Path.of(CheckMany.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
