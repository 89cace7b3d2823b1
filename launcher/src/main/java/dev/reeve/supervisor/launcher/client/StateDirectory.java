package dev.reeve.supervisor.launcher.client;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the state directory of a supervisor without the core: what the manifest says by a plain
/// `state_directory:` at the left margin, otherwise `.reeve` beside it. A manifest that says it in
/// another way (a variable, an included file) needs `--state-directory`.
public final class StateDirectory {
    /// The names of a manifest, first come first.
    public static final List<String> MANIFESTS = List.of("reeve.yaml", "reeve.yml", "reeve.json");

    private static final int LONGEST_MANIFEST = 1 << 20;

    private StateDirectory() {}

    /// The state directory of the supervisor that is meant in this folder.
    ///
    /// @param directory the current folder, absolute
    /// @param manifest given by the user, or null
    public static Path of(Path directory, @Nullable Path manifest) {
        Optional<Path> file =
                manifest == null ? manifest(directory) : Optional.of(directory.resolve(manifest));
        if (file.isEmpty()) {
            return directory.resolve(".reeve");
        }
        String text = text(file.get());
        Path beside = Optional.ofNullable(file.get().getParent()).orElse(directory);
        Path base = beside.resolve(said(text, "base_directory").orElse("")).normalize();
        return base.resolve(said(text, "state_directory").orElse(".reeve")).normalize();
    }

    /// The manifest in a folder, if there is one.
    public static Optional<Path> manifest(Path directory) {
        return MANIFESTS.stream().map(directory::resolve).filter(Files::isRegularFile).findFirst();
    }

    private static String text(Path manifest) {
        try {
            return Files.size(manifest) > LONGEST_MANIFEST ? "" : Files.readString(manifest);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static Optional<String> said(String text, String key) {
        Matcher line =
                Pattern.compile(
                                "^(?:"
                                        + key
                                        + "|\\s*\""
                                        + key
                                        + "\")\\s*:\\s+(?:\"([^\"\\\\]*)\"|'([^']*)'|([^\\s\"'#,{\\[][^#,\\n"
                                        + "]*))",
                                Pattern.MULTILINE)
                        .matcher(text);
        if (!line.find()) {
            return Optional.empty();
        }
        for (int group = 1; group <= 3; group++) {
            String value = line.group(group);
            if (value != null) {
                return value.contains("$") ? Optional.empty() : Optional.of(value.strip());
            }
        }
        return Optional.empty();
    }
}
