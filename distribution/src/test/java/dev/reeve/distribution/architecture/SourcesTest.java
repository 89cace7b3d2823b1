package dev.reeve.distribution.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What the compiler does not say about a text.
class SourcesTest {
    private static final int LONGEST = 300;
    private static final Pattern DUMPING_GROUND =
            Pattern.compile(
                    "utils?|impl|common|misc|helpers?|dto|exceptions?|constants|internal|base");
    private static final Pattern EMPTY_WORD =
            Pattern.compile(
                    "(Abstract|Base|I(?=[A-Z][a-z]))\\w+|\\w+(Impl|Manager|Helper|Utils?|Base|Info|Data|Constants|Dto|DTO)");

    /// Where time comes into the core, and the files outside of it that ask the machine themselves.
    private static final Set<String> CLOCKS =
            Set.of(
                    "TimeSource.java",
                    // For a name that nobody has, not for a time.
                    "PrivateFolder.java",
                    // These wait in a thread of their own, for somebody who asked for so long a
                    // wait.
                    "Follower.java",
                    "SeenRun.java",
                    // Waits for the collector, for somebody who tries a plugin.
                    "PluginCheck.java",
                    // Outside of the core.
                    "Watch.java",
                    "Connecting.java",
                    "SupervisorProcess.java",
                    "Stats.java",
                    "LookCalls.java",
                    "PilotServer.java",
                    "Pusher.java",
                    "Events.java",
                    "Cutoff.java",
                    "Dialogue.java",
                    "Following.java",
                    "Server.java",
                    "Command.java",
                    "FileStrategy.java",
                    "FileHealth.java",
                    "Proof.java",
                    "Deadline.java",
                    "Reading.java",
                    "Pace.java",
                    "FakeReadyRun.java",
                    "RunningStack.java",
                    "StateProducerContract.java",
                    "Threads.java");

    /// What the engine hands to other threads.
    private static final Set<String> SHARED = Set.of("EffectRunner.java", "ActiveRun.java");

    private static final Pattern CLOCK =
            Pattern.compile(
                    "\\b(Instant|LocalDateTime|ZonedDateTime|OffsetDateTime|LocalDate)\\.now\\(|currentTimeMillis|nanoTime|Thread\\.sleep");
    private static final Pattern LOCK =
            Pattern.compile("\\bsynchronized\\b|\\b\\w*Lock\\b|\\bAtomic\\w+");
    private static final Pattern SEALED =
            Pattern.compile("\\bsealed\\s+(?:interface|abstract class)\\s+(\\w+)");
    private static final Pattern PARENT = Pattern.compile("\\bcase\\s+(?:\\w+\\.)*(\\w+)\\s+_\\b");

    private final List<Source> main = Source.main();
    private final List<Source> tests = Source.tests();

    @Test
    void aFileIsShortEnoughToBeReadAsAPage() {
        assertNone(main, source -> source.lines() > LONGEST);
    }

    @Test
    void aFolderIsAStageAndNeverAKindOfClass() {
        assertNone(
                main,
                source ->
                        List.of(source.folder().split("/")).stream()
                                .anyMatch(word -> DUMPING_GROUND.matcher(word).matches()));
    }

    @Test
    void aNameHasNoEmptyWord() {
        assertNone(
                main,
                source -> {
                    var word = EMPTY_WORD.matcher(source.typeName());
                    // What extends another project's Manager is one, and says so.
                    return word.matches()
                            && !source.code().contains(" extends AbstractPluginManager");
                });
    }

    @Test
    void timeComesInThroughOneDoor() {
        assertNone(
                main,
                source ->
                        !CLOCKS.contains(source.fileName()) && CLOCK.matcher(source.code()).find());
    }

    @Test
    void theEngineHasOneWriterAndSoNoLock() {
        assertNone(
                engine(),
                source ->
                        !SHARED.contains(source.fileName()) && LOCK.matcher(source.code()).find());
    }

    @Test
    void aSwitchOfTheEngineSpellsEveryCase() {
        var parents = new HashSet<String>();
        for (var source : main) {
            SEALED.matcher(source.code()).results().forEach(match -> parents.add(match.group(1)));
        }
        assertTrue(parents.size() > 3, parents.toString());
        assertNone(
                engine(),
                source ->
                        source.code().contains("default ->")
                                || PARENT.matcher(source.code())
                                        .results()
                                        .anyMatch(match -> parents.contains(match.group(1))));
    }

    @Test
    void providersAreDeclaredInModuleDescriptorsOnly() {
        // But in plugins that are class paths: their libraries find each other by such files
        // (decisions 20 and 25).
        assertEquals(
                Set.of(
                        "plugins/session-community/src/main/resources/META-INF/services/"
                                + "dev.reeve.supervisor.api.spi.SessionBackendPlugin",
                        "plugins/trace-opentelemetry/src/main/resources/META-INF/services/"
                                + "dev.reeve.supervisor.api.spi.EventSubscriberPlugin"),
                Source.named("META-INF/services"));
    }

    @Test
    void aTestIsASentence() {
        var declared = Pattern.compile("@Test\\s+(?:\\w+\\s+)?void (test|should)\\w*\\(");
        assertNone(tests, source -> declared.matcher(source.code()).find());
    }

    /// A real child is waited for with a deadline, in one method of the test.
    @Test
    void aTestSleepsInOnePlaceAtMost() {
        assertNone(tests, source -> source.code().split("Thread\\.sleep", -1).length > 2);
        assertNone(
                tests,
                source ->
                        source.path().matches(".*/core/(engine|plan|manifest|control|event)/.*")
                                && source.code().contains("Thread.sleep"));
    }

    private List<Source> engine() {
        var engine =
                main.stream().filter(source -> source.path().contains("/core/engine/")).toList();
        assertTrue(!engine.isEmpty(), "there is no engine");
        return engine;
    }

    private static void assertNone(List<Source> sources, Predicate<Source> forbidden) {
        var found = new TreeSet<String>();
        for (var source : sources) {
            if (forbidden.test(source)) {
                found.add(source.path());
            }
        }
        assertEquals("", String.join("\n", new ArrayList<>(found)));
    }
}
