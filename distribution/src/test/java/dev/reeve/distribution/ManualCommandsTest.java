package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.launcher.Main;
import dev.reeve.supervisor.launcher.Surroundings;
import dev.reeve.supervisor.launcher.text.Terminal;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The commands that README and the manual show are commands, and all of them are shown.
class ManualCommandsTest {
    private static final Pattern COMMAND =
            Pattern.compile("(?:^|.* )(?:[~./\\w-]*/)?reeve ((?!VERB)[a-z-].*)");

    /// How the manual writes what stands for something, and one such thing.
    private static final Map<String, String> STANDS_FOR =
            Map.ofEntries(
                    Map.entry("SERVICE…", "web"),
                    Map.entry("SERVICE", "web"),
                    Map.entry("NAME", "web"),
                    Map.entry("FILE", "reeve.yaml"),
                    Map.entry("DIR", "/opt/reeve"),
                    Map.entry("TIME", "10s"),
                    Map.entry("TYPE", "state"),
                    Map.entry("ACTOR…", "web"),
                    Map.entry("ACTOR", "web"),
                    Map.entry("THREAD", "t1"),
                    Map.entry("STATUS", "active"),
                    Map.entry("JSON", "{}"),
                    Map.entry("SOURCE", "dynamic"),
                    Map.entry("REGEX", "redis"),
                    Map.entry("STREAM", "stdout"),
                    Map.entry("PID", "4711"),
                    Map.entry("ID", "ready-tcp"),
                    Map.entry("N", "5"));

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

    @Test
    void everyCommandShownIsUnderstood() {
        var wrong = new ArrayList<String>();
        int count = 0;
        for (var page : Page.all()) {
            for (var code : page.code()) {
                var command = COMMAND.matcher(code);
                if (command.matches()) {
                    count++;
                    var answer = help(words(command.group(1)));
                    if (answer.code() != 0) {
                        wrong.add(page.path() + ": " + code + ": " + answer.text());
                    }
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
        assertTrue(count > 60, "only " + count + " commands were found");
    }

    @Test
    void everyVerbAndEveryOptionIsInTheManual() {
        var page = Page.named("docs/command-line.md");
        var readme = Page.named("README.md").text();
        var missing = new TreeSet<String>();
        for (var verb : verbs()) {
            if (!page.text().contains("\n### " + verb + "\n")) {
                missing.add("### " + verb);
            }
            if (!readme.contains("`" + verb + "`")) {
                missing.add(verb + " in README");
            }
            OPTION.matcher(help(List.of(verb)).text())
                    .results()
                    .map(option -> option.group())
                    .filter(option -> !Pattern.compile(option + "\\b").matcher(page.text()).find())
                    .forEach(option -> missing.add(verb + " " + option));
        }
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void whatReadmeStartsIsThere() {
        var first =
                Page.named("README.md").blocks().stream()
                        .filter(block -> block.info().equals("sh"))
                        .findFirst()
                        .orElseThrow()
                        .text();
        var files =
                Stream.of(first.split("\\s+"))
                        .filter(word -> word.startsWith("distribution/"))
                        .toList();
        assertEquals(2, files.size(), first);
        files.forEach(file -> assertTrue(Files.exists(Page.ROOT.resolve(file)), file));
        assertTrue(Page.named("README.md").text().contains("\nmvn verify\n"));
    }

    private record Answer(int code, String text) {}

    /// Asked for help, a verb reads all its options and does nothing.
    private static Answer help(List<String> words) {
        var said = new ByteArrayOutputStream();
        try (var to = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            var around =
                    new Surroundings(
                            to,
                            to,
                            Map.of(),
                            Path.of("/"),
                            Terminal.NONE,
                            InstantSource.system(),
                            start -> {
                                throw new AssertionError("a manifest was read: " + start);
                            });
            var all = new ArrayList<>(words);
            if (!words.contains("--help")) {
                all.add("--help");
            }
            int code = Main.run(around, all.toArray(String[]::new));
            return new Answer(code, said.toString(StandardCharsets.UTF_8));
        }
    }

    private static List<String> verbs() {
        var help = help(List.of()).text();
        var verbs =
                Pattern.compile("(?m)^  ([a-z]+)")
                        .matcher(help.substring(help.indexOf("Verbs:")))
                        .results()
                        .map(found -> found.group(1))
                        .filter(verb -> !verb.equals("exit"))
                        .toList();
        assertTrue(verbs.contains("up") && verbs.contains("version"), help);
        return verbs;
    }

    /// The words of a command as the manual writes it: brackets around what may be left out, one of
    /// several after `|`, a comment after two blanks.
    private static List<String> words(String command) {
        var line = command.replaceFirst(" {2,}.*| #.*| &&.*", "").replaceAll("[\\[\\]]", "");
        return Stream.of(line.split(" "))
                .map(word -> word.replaceAll("^'(.*)'$", "$1").replaceFirst("\\|.*", ""))
                .map(word -> STANDS_FOR.getOrDefault(word, word))
                .toList();
    }
}
