package dev.reeve.distribution.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Java file of ours.
///
/// @param path from the project's folder
record Source(String path, String text) {
    static List<Source> main() {
        return below("/src/main/java/");
    }

    static List<Source> tests() {
        return below("/src/test/java/");
    }

    /// Source files of any kind whose path has this in it.
    static Set<String> named(String part) {
        return files().filter(path -> path.contains("/src/main/") && path.contains(part))
                .collect(Collectors.toSet());
    }

    int lines() {
        return (int) text.lines().count();
    }

    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String typeName() {
        return fileName().replace(".java", "");
    }

    /// The folder below the source root: the package.
    String folder() {
        var inRoot = path.substring(path.indexOf("/java/") + "/java/".length());
        return inRoot.contains("/") ? inRoot.substring(0, inRoot.lastIndexOf('/')) : "";
    }

    /// The text without comments and without what stands between quotes.
    String code() {
        return text.replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"")
                .replaceAll("\"(?:[^\"\\\\\n]|\\\\.)*\"", "\"\"")
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("//[^\n]*", "");
    }

    private static List<Source> below(String folder) {
        return files().filter(path -> path.contains(folder) && path.endsWith(".java"))
                .map(Source::read)
                .toList();
    }

    private static Source read(String path) {
        try {
            return new Source(path, Files.readString(Project.ROOT.resolve(path)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<String> files() {
        try (Stream<Path> files = Files.walk(Project.ROOT)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> Project.ROOT.relativize(file).toString())
                    .filter(path -> !path.contains("target/") && !path.startsWith(".git/"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
