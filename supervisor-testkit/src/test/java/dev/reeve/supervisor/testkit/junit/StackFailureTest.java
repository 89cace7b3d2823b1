package dev.reeve.supervisor.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What becomes of tests that fail, and of stacks that do.
@Timeout(120)
class StackFailureTest {
    private static final List<Long> PIDS = new ArrayList<>();
    private static final List<Path> FOLDERS = new ArrayList<>();

    @BeforeEach
    void forget() {
        PIDS.clear();
        FOLDERS.clear();
    }

    @Supervised(value = "sleeper.yaml", services = "sleeper")
    static class Failing {
        @Test
        void fails(Stack stack) {
            FOLDERS.add(stack.folder());
            stack.supervisor()
                    .services("sleeper")
                    .items()
                    .forEach(service -> PIDS.add(service.pid()));
            assertEquals(0, stack.supervisor().services("other").items().getFirst().run());
            throw new AssertionError("as it should");
        }
    }

    @Supervised("broken.yaml")
    static class Broken {
        @Test
        void isNeverRun() {}
    }

    @Supervised(value = "slow.yaml", within = 1)
    static class Slow {
        @Test
        void isNeverRun() {}
    }

    @Supervised("wrong.yaml")
    static class Wrong {
        @Test
        void isNeverRun() {}
    }

    @Supervised("nowhere.yaml")
    static class Nowhere {
        @Test
        void isNeverRun() {}
    }

    @Supervised(value = "sleeper.yaml", plugins = "no/such/folder")
    static class NoPlugins {
        @Test
        void isNeverRun() {}
    }

    @Test
    void allEndsAlsoWhereATestFails() {
        assertEquals("as it should", failure(Failing.class).getMessage());
        assertEquals(1, PIDS.size());
        assertTrue(ProcessHandle.of(PIDS.getFirst()).isEmpty(), "it still runs");
        assertFalse(Files.exists(FOLDERS.getFirst()), "its folder is still there");
    }

    @Test
    void aServiceThatFailsIsNamedWithItsLastWords() {
        String why = refused(Broken.class);
        assertTrue(
                why.startsWith("the stack of broken.yaml is not ready: db, web (it had 60 s)"),
                why);
        assertTrue(why.contains("db has failed: exited with 3"), why);
        assertTrue(why.contains("cannot open the table"), why);
        assertFalse(why.contains("fine"), why);
    }

    @Test
    void whatIsNotReadyInTimeIsNamedWithWhatItWaitsFor() {
        String why = refused(Slow.class);
        assertTrue(why.startsWith("the stack of slow.yaml is not ready: late (it had 1 s)"), why);
        assertTrue(why.contains("late waits for sleeper to be completed"), why);
    }

    @Test
    void aMistakeInTheManifestIsToldWithItsPlace() {
        String why = refused(Wrong.class);
        assertTrue(why.contains("wrong.yaml:3:7") && why.contains("comand"), why);
    }

    @Test
    void aManifestThatIsNotThereIsToldWithWhereItWasLookedFor() {
        String why = refused(Nowhere.class);
        assertTrue(why.startsWith("there is no manifest `nowhere.yaml`: neither beside"), why);
    }

    @Test
    void aFolderThatIsNotThereHasNoPlugins() {
        assertTrue(refused(NoPlugins.class).contains("no/such/folder"));
    }

    private static String refused(Class<?> tests) {
        return String.valueOf(assertInstanceOf(StackException.class, failure(tests)).getMessage());
    }

    /// Runs a class of tests, of which one thing fails.
    private static Throwable failure(Class<?> tests) {
        List<Throwable> failures = new ArrayList<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(tests))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(
                                    TestIdentifier test, TestExecutionResult result) {
                                result.getThrowable().ifPresent(failures::add);
                            }
                        });
        assertEquals(1, failures.size(), failures.toString());
        return failures.getFirst();
    }
}
