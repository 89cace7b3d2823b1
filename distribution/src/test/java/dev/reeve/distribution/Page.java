package dev.reeve.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of the project's own words.
///
/// @param path from the project's folder
record Page(Path path, String text) {
    static final Path ROOT =
            Path.of(System.getProperty("reeve.root", "..")).toAbsolutePath().normalize();
    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```([a-z ]*)\n(.*?)^ *```$");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

    /// What stands between fences.
    ///
    /// @param info what stands behind the first fence: `yaml`, `yaml wrong`, …
    /// @param line where the fence is, from 1
    record Block(Path page, int line, String info, String text) {
        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    /// README, the other pages at the top, and the manual.
    static List<Page> all() {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> manual = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, manual)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(file -> named(ROOT.relativize(file).toString()))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Page named(String path) {
        try {
            return new Page(Path.of(path), Files.readString(ROOT.resolve(path)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<Block> blocks() {
        return FENCED.matcher(text)
                .results()
                .map(
                        found ->
                                new Block(
                                        path,
                                        line(found.start()),
                                        found.group(2),
                                        found.group(3).replaceAll("(?m)^" + found.group(1), "")))
                .toList();
    }

    /// What is shown to be typed, or to stand in a text, as code: lines between fences, lines that
    /// are indented, and words between backticks.
    List<String> code() {
        var code = new ArrayList<String>();
        blocks().stream()
                .filter(block -> block.info().isEmpty() || block.info().equals("sh"))
                .forEach(block -> code.addAll(block.text().lines().toList()));
        var prose = FENCED.matcher(text).replaceAll("");
        prose.lines().filter(line -> line.startsWith("    ")).map(String::strip).forEach(code::add);
        CODE.matcher(prose).results().forEach(found -> code.add(found.group(1)));
        return code;
    }

    /// The prose, without what stands between fences.
    String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    private int line(int at) {
        return 1 + (int) text.substring(0, at).chars().filter(letter -> letter == '\n').count();
    }
}
