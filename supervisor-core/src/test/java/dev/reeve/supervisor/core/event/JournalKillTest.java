package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

class JournalKillTest extends JournalScene {
    private static final int KILLS = 10;

    @Test
    @Timeout(120)
    void whatAFollowerHasSeenIsStillThereAfterEachKill() throws Exception {
        var chance = new Random(11);
        var seen = new HashMap<Long, String>();
        for (int kill = 0; kill < KILLS; kill++) {
            seen.putAll(seenUntilKilled(1 + chance.nextInt(700)));
            var journal = open(10_000);
            var found = all(journal);
            journal.close();
            assertEquals(range(found.getFirst().seq(), journal.last()), numbers(found));
            assertSeen(seen, found);
        }
        assertTrue(seen.size() > KILLS, "seen " + seen.size());
    }

    /// None that was seen is another one now.
    private static void assertSeen(Map<Long, String> seen, List<RecordedEvent> found) {
        Map<Long, String> texts =
                found.stream()
                        .collect(
                                Collectors.toMap(RecordedEvent::seq, event -> text(event.event())));
        long first = found.getFirst().seq();
        seen.forEach(
                (seq, text) -> {
                    if (seq >= first && !text.startsWith("events ")) {
                        assertEquals(text, texts.get(seq), "event " + seq);
                    }
                });
    }

    private static String text(Event event) {
        return event.text();
    }

    private Map<Long, String> seenUntilKilled(int lines) throws IOException, InterruptedException {
        var seen = new HashMap<Long, String>();
        var program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "-Xmx128m",
                                "-cp",
                                classPath(),
                                KilledWriter.class.getName(),
                                folder().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output = program.inputReader()) {
            String line = output.readLine();
            while (line != null) {
                int space = line.indexOf(' ');
                if (space > 0 && line.length() > space + 1) {
                    seen.put(Long.valueOf(line.substring(0, space)), line.substring(space + 1));
                }
                if (seen.size() == lines) {
                    program.destroyForcibly();
                }
                line = output.readLine();
            }
        } catch (IOException _) {
            // The pipe of a killed process may close at any moment.
        } finally {
            program.destroyForcibly().waitFor();
        }
        return seen;
    }

    private static String classPath() {
        return String.join(
                File.pathSeparator,
                "target/test-classes",
                "target/classes",
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""));
    }
}
