package dev.reeve.supervisor.core.manifest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/// Finds the regular files that a pattern means: `*`, `?` and `[…]` within a name, `**` for folders
/// to any depth. As for a shell, a wildcard does not mean names that begin with a dot. Links are
/// followed, but not by `**`.
public final class Globs {
    private static final int MOST_LOOKED_AT = 20_000;
    private static final int DEEPEST = 16;

    private final SortedSet<Path> found = new TreeSet<>();
    private int lookedAt;

    private Globs() {}

    /// Whether a text has a wildcard.
    public static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    /// The files, sorted; a folder that cannot be read holds none.
    ///
    /// @param base where a relative pattern begins
    public static List<Path> find(Path base, String pattern) {
        var globs = new Globs();
        boolean absolute = pattern.startsWith("/");
        List<String> parts = List.of((absolute ? pattern.substring(1) : pattern).split("/+"));
        try {
            globs.descend(absolute ? base.getRoot() : base, parts, 0);
        } catch (InvalidPathException notAPath) {
            return List.of();
        }
        return List.copyOf(globs.found);
    }

    private void descend(Path at, List<String> parts, int depth) {
        if (parts.isEmpty()) {
            if (Files.isRegularFile(at)) {
                found.add(at.normalize());
            }
            return;
        }
        String part = parts.getFirst();
        List<String> rest = parts.subList(1, parts.size());
        if (part.equals("**")) {
            descend(at, rest, depth);
            for (Path folder : list(at, name -> true)) {
                if (depth < DEEPEST && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    descend(folder, parts, depth + 1);
                }
            }
        } else if (isPattern(part)) {
            list(at, matcher(part)).forEach(entry -> descend(entry, rest, depth));
        } else {
            descend(at.resolve(part), rest, depth);
        }
    }

    private List<Path> list(Path folder, PathMatcher matcher) {
        SortedSet<Path> entries = new TreeSet<>();
        if (lookedAt > MOST_LOOKED_AT || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                Path name = entry.getFileName();
                if (++lookedAt > MOST_LOOKED_AT) {
                    break;
                }
                if (!name.toString().startsWith(".") && matcher.matches(name)) {
                    entries.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return List.of();
        }
        return List.copyOf(entries);
    }

    private static PathMatcher matcher(String part) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + part);
        } catch (PatternSyntaxException notAPattern) {
            return name -> name.toString().equals(part);
        }
    }
}
