package dev.reeve.plugin.ready.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakePreparation;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.ReadyStrategyContract;
import dev.reeve.supervisor.testkit.Task;
import dev.reeve.supervisor.testkit.Threads;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class FileReadyTest extends ReadyStrategyContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(150);

    @TempDir Path folder;

    @Override
    protected Given given(Path directory) {
        ReadyStrategy strategy = strategy(directory.resolve("r.ok"));
        return new Given() {
            @Override
            public ReadyStrategy strategy() {
                return strategy;
            }

            @Override
            public void becomesReady(FakeReadyRun run) throws IOException {
                Files.writeString(directory.resolve("r.ok"), "ok");
            }
        };
    }

    @Test
    void aFileOlderThanTheSpawnIsNotReadyUntilItIsTouched() throws Exception {
        Path file = Files.createFile(folder.resolve("r.ok"));
        Task waiting = spawned(file);
        waiting.assertGoesOnFor(SHORT);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void aStaleFileWithATimeInTheFutureIsNotReady() throws Exception {
        Path file = Files.createFile(folder.resolve("r.ok"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
        Task waiting = spawned(file);
        waiting.assertGoesOnFor(SHORT);
        Files.writeString(file, "now");
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void aNewFileWithAnOldTimeIsReady() throws Exception {
        Path file = Files.createFile(folder.resolve("r.ok"));
        Task waiting = spawned(file);
        Path made = Files.createFile(folder.resolve("made"));
        Files.setLastModifiedTime(made, FileTime.from(Instant.EPOCH));
        waiting.assertGoesOnFor(SHORT);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void whatTouchesNotTheFileDoesNotMakeItReady() throws Exception {
        Path file = Files.createFile(folder.resolve("r.ok"));
        Task waiting = spawned(file);
        Files.createFile(folder.resolve("other"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        waiting.assertGoesOnFor(SHORT);
        waiting.interrupt();
        assertTrue(waiting.endsWithin(LONG));
        assertEquals("`" + file + "` is older than this run", words(waiting));
    }

    @Test
    void whatWasMadeBetweenPreparingAndSpawningIsNotReady() throws Exception {
        Instant prepared = Instant.now();
        Path file = Files.createFile(folder.resolve("r.ok"));
        Sighting seen = Sighting.of(file);
        Freshness freshness = Freshness.of(prepared, null, seen.stamped().plusMillis(11));
        assertEquals(false, freshness.accepts(seen));
        assertEquals(true, freshness.sawOld());
        assertEquals(
                true, Freshness.of(prepared, null, seen.stamped().plusMillis(9)).accepts(seen));
    }

    @Test
    void aRunThatWasNotPreparedHereGoesByTheStamp() throws Exception {
        Sighting seen = Sighting.of(Files.createFile(folder.resolve("r.ok")));
        assertEquals(true, Freshness.since(seen.stamped().minusSeconds(1)).accepts(seen));
        assertEquals(false, Freshness.since(seen.stamped().plusSeconds(1)).accepts(seen));
    }

    @Test
    void theClockNeedNotGoForward() throws Exception {
        Sighting seen = Sighting.of(Files.createFile(folder.resolve("r.ok")));
        Instant hourAhead = seen.stamped().plusSeconds(3600);
        assertEquals(true, Freshness.of(hourAhead, null, hourAhead.plusMillis(1)).accepts(seen));
    }

    @Test
    void foldersOnTheWayMayComeLater() throws Exception {
        Path file = folder.resolve("a/b/c/r.ok");
        Task waiting = spawned(file);
        for (String part : List.of("a", "a/b", "a/b/c")) {
            waiting.assertGoesOnFor(Duration.ofMillis(30));
            Files.createDirectory(folder.resolve(part));
        }
        waiting.assertGoesOnFor(Duration.ofMillis(30));
        Files.createFile(file);
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void foldersMayComeAllAtOnce() throws Exception {
        Path file = folder.resolve("a/b/c/d/r.ok");
        Task waiting = spawned(file);
        waiting.assertGoesOnFor(Duration.ofMillis(30));
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void theFolderMayBeMadeAnewMeanwhile() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path file = Files.createFile(run.resolve("r.ok"));
        Task waiting = spawned(file);
        waiting.assertGoesOnFor(Duration.ofMillis(50));
        Files.delete(file);
        Files.delete(run);
        waiting.assertGoesOnFor(Duration.ofMillis(50));
        Files.createDirectory(run);
        Files.createFile(file);
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void theFolderMayBeExchangedMeanwhile() throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Task waiting = spawned(run.resolve("r.ok"));
        waiting.assertGoesOnFor(Duration.ofMillis(50));
        Files.move(run, folder.resolve("old"));
        Files.createDirectory(run);
        waiting.assertGoesOnFor(Duration.ofMillis(50));
        Files.createFile(run.resolve("r.ok"));
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void waitingIsNotLookingAgainAndAgain() throws Exception {
        FakeReadyRun run = new FakeReadyRun("one", 1, folder);
        Task waiting = Task.start("await", () -> strategy(folder.resolve("r.ok")).await(run));
        waiting.assertGoesOnFor(SHORT);
        assertEquals(0, run.looks());
        Files.createFile(folder.resolve("r.ok"));
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void itLooksAgainAndAgainWhereTheKernelCannotTell() throws Exception {
        Folders blind =
                new Folders(
                        () -> {
                            throw new IOException("User limit of inotify instances reached");
                        });
        FakeReadyRun run = new FakeReadyRun("one", 1, folder);
        Path file = folder.resolve("a/r.ok");
        Task waiting = Task.start("await", () -> new FileStrategy(file, blind).await(run));
        waiting.assertGoesOnFor(SHORT);
        assertTrue(run.looks() > 0);
        Files.createDirectory(folder.resolve("a"));
        Files.createFile(file);
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void aHundredServicesShareOneWatch() throws Exception {
        Threads before = Threads.now();
        List<Task> waiting = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            waiting.add(spawned(folder.resolve("r" + number)));
        }
        waiting.getFirst().assertGoesOnFor(SHORT);
        assertEquals(1, watchThreads());
        for (int number = 0; number < 100; number++) {
            Files.createFile(folder.resolve("r" + number));
        }
        for (Task one : waiting) {
            one.assertDoneWithin(LONG);
        }
        before.assertNobodyElseAfter(Duration.ofSeconds(1));
    }

    @Test
    void theLastWordsSayThatTheFileIsNotThere() throws Exception {
        Path file = folder.resolve("r.ok");
        Task waiting = spawned(file);
        waiting.assertGoesOnFor(Duration.ofMillis(50));
        waiting.interrupt();
        assertTrue(waiting.endsWithin(LONG));
        assertEquals("`" + file + "` is not there", words(waiting));
    }

    @Test
    void aPathThatNamesNoFileIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> new FileReady.Options(Path.of("/")));
        assertThrows(IllegalArgumentException.class, () -> new FileReady.Options(Path.of("")));
    }

    private Task spawned(Path file) throws Exception {
        ReadyStrategy strategy = strategy(file);
        strategy.prepare(new FakePreparation("one", 1));
        FakeReadyRun run = new FakeReadyRun("one", 1, folder);
        return Task.start("await " + file.getFileName(), () -> strategy.await(run));
    }

    private ReadyStrategy strategy(Path file) {
        return new FileReady()
                .create(new FileReady.Options(file), new FakePlanContext("one", folder));
    }

    private static long watchThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("FileSystemWatchService"))
                .count();
    }

    private static String words(Task waiting) {
        return assertInstanceOf(InterruptedException.class, waiting.failure()).getMessage();
    }
}
