package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.problem.Problem;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Providers that misbehave when they are made or asked. A good plugin lies beside each, and a good
/// provider beside most.
class PluginProvidersTest {
    @TempDir Path temp;
    private PluginHouse house;

    @BeforeEach
    void makeHouse() throws IOException {
        house = new PluginHouse(Files.createDirectory(temp.resolve("plugins")));
    }

    @AfterEach
    void closeHouse() {
        house.close();
    }

    @Test
    void eachBadProviderIsOneErrorAndTheNextOneWorks() throws IOException {
        house.with(
                "bad.jar",
                PluginJar.empty("bad")
                        .entry(
                                "META-INF/services/" + PluginJar.service(),
                                """
                                t.bad.Missing
                                t.bad.Throws
                                t.bad.Static
                                t.bad.Stranger
                                t.bad.Nameless
                                t.bad.Upper
                                t.bad.Fine
                                """)
                        .source(
                                "Throws",
                                made(
                                        "throws",
                                        "Throws",
                                        "public Throws() { throw new AssertionError(\"no\"); }"))
                        .source(
                                "Static",
                                made(
                                        "static",
                                        "Static",
                                        "static int x = Integer.parseInt(\"no\");"))
                        .source("Stranger", "@Kind(\"stranger\") public class Stranger {}")
                        .source(
                                "Nameless",
                                made("x", "Nameless", "").replaceFirst("@Kind\\(.*\\)", ""))
                        .source("Upper", made("UPPER", "Upper", ""))
                        .source("Fine", made("fine", "Fine", "")));
        assertEquals(
                List.of(
                        "PROVIDER_ERROR bad.jar: plugin bad: its provider t.bad.Missing is not in"
                                + " its JAR",
                        "PROVIDER_ERROR bad.jar: plugin bad: its provider t.bad.Nameless has no"
                                + " @Kind",
                        "PROVIDER_ERROR bad.jar: plugin bad: its provider t.bad.Upper has @Kind"
                                + " `UPPER`, which is not a lower-case letter followed by letters,"
                                + " digits, `_` and `-`"),
                house.problems());
        assertEquals("fine hello", house.make("fine"));
        assertEquals(
                "plugin bad failed: "
                        + PluginJar.service()
                        + ": Provider t.bad.Throws could not be instantiated:"
                        + " java.lang.AssertionError: no",
                house.fail("throws"));
        assertTrue(house.fail("static").contains("NumberFormatException"));
        assertTrue(house.fail("stranger").contains("t.bad.Stranger not a subtype"));
        assertEquals("fine hello", house.make("fine"));
        house.assertGoodWorks();
    }

    @Test
    void whatAPluginThrowsWhileItMakesItsProductNamesIt() throws IOException {
        house.with(
                "bad.jar",
                PluginJar.empty("bad")
                        .module("bad", "", "Deep", "Err", "Unprintable", "Nothing", "Refuses")
                        .source(
                                "Deep",
                                PluginJar.ready("deep", "Deep", "deep(1)")
                                        .replace(
                                                "@Override",
                                                "static int deep(int i) { return deep(i + 1) + 1; }"
                                                        + " @Override"))
                        .source(
                                "Err",
                                PluginJar.ready("err", "Err", "fail()")
                                        .replace(
                                                "@Override",
                                                "static int fail() { throw new LinkageError(\"bad"
                                                        + " link\"); } @Override"))
                        .source(
                                "Unprintable",
                                PluginJar.ready("unprintable", "Unprintable", "fail()")
                                        .replace(
                                                "@Override",
                                                "static int fail() { throw new RuntimeException() {"
                                                    + " public String toString() { throw new"
                                                    + " IllegalStateException(); } public String"
                                                    + " getMessage() { throw new"
                                                    + " IllegalStateException(); } }; } @Override"))
                        .source(
                                "Nothing",
                                PluginJar.ready("nothing", "Nothing", "1")
                                        .replace(
                                                "return new Product(String.valueOf(1));",
                                                "return null;"))
                        .source(
                                "Refuses",
                                PluginJar.ready("refuses", "Refuses", "fail()")
                                        .replace(
                                                "@Override",
                                                "static int fail() { throw new"
                                                    + " IllegalArgumentException(\"either or\"); }"
                                                    + " @Override")));
        house.load();
        assertEquals("plugin bad failed: java.lang.StackOverflowError", house.fail("deep"));
        assertEquals("plugin bad failed: java.lang.LinkageError: bad link", house.fail("err"));
        assertEquals("plugin bad failed: t.bad.Unprintable$1", house.fail("unprintable"));
        assertEquals("plugin bad failed: it has made nothing", house.fail("nothing"));
        assertEquals("either or", house.fail("refuses"));
        house.assertGoodWorks();
    }

    @Test
    void aPluginThatHangsIsGivenUpAndTheOthersGoOn() throws IOException {
        house.with(
                "bad.jar",
                PluginJar.empty("bad")
                        .module("bad", "", "Sleeps", "Deaf")
                        .source(
                                "Sleeps",
                                made(
                                        "sleeps",
                                        "Sleeps",
                                        "public Sleeps() throws InterruptedException {"
                                                + " Thread.sleep(60_000); }"))
                        .source(
                                "Deaf",
                                PluginJar.ready("deaf", "Deaf", "sleep()")
                                        .replace(
                                                "@Override",
                                                """
                                                static int sleep() {
                                                    long end = System.nanoTime() + 8_000_000_000L;
                                                    while (System.nanoTime() - end < 0) {
                                                        try {
                                                            Thread.sleep(50);
                                                        } catch (InterruptedException deaf) {
                                                        }
                                                    }
                                                    return 1;
                                                }
                                                @Override\
                                                """)));
        PluginRuntime runtime = house.load(Duration.ofSeconds(2), List.of());
        assertEquals("plugin bad failed: no answer within 2s", house.fail("sleeps"));
        assertEquals("plugin bad failed: no answer within 2s", house.fail("deaf"));
        house.assertGoodWorks();
        assertTrue(house.unload("bad").toString().contains("has left the thread `plugin-calls`"));
    }

    @Test
    void aCallSeesThePluginsLoaderAsTheThreadsOwn() throws IOException {
        house.with(
                "tccl.jar",
                PluginJar.empty("tccl")
                        .module("tccl", "", "Ready")
                        .source(
                                "Ready",
                                PluginJar.ready(
                                        "tccl",
                                        "Ready",
                                        "Thread.currentThread().getContextClassLoader() =="
                                                + " Ready.class.getClassLoader()")));
        house.load();
        assertEquals("tccl true", house.make("tccl"));
    }

    @Test
    void aProductKnowsItsOwner() throws IOException {
        PluginRuntime runtime = house.load();
        Object product = house.product("good", Map.of(), new ArrayList<>());
        assertEquals("good", runtime.owner(product));
        assertNull(runtime.owner("a text of the platform's"));
    }

    @Test
    void ofTwoPluginsWithOneKindTheFirstHasItAndBothAreNamed() throws IOException {
        house.with(
                "late.jar",
                PluginJar.empty("late")
                        .module("late", "", "A", "B")
                        .source("A", made("good", "A", ""))
                        .source("B", made("other", "B", "")));
        assertEquals(
                List.of(
                        "DUPLICATE_KIND late.jar: plugin late: its ready strategy `good` is"
                                + " ignored: plugin good has one of this name"),
                house.problems());
        assertEquals("other hello", house.make("other"));
    }

    @Test
    void providersOfTheHostAreFoundTooAndNeedNoFolder() throws IOException {
        Path jar = PluginJar.plainReady("own").write(temp.resolve("own.jar"));
        try (URLClassLoader host =
                        new URLClassLoader(
                                new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
                PluginRuntime runtime =
                        PluginRuntime.load(
                                PluginTerms.of(List.of()),
                                List.of(),
                                host,
                                Duration.ofSeconds(10))) {
            assertEquals(Set.of("own"), runtime.kinds(Door.READY_STRATEGY));
            assertEquals(Set.of(), runtime.kinds(Door.HEALTH_CHECK));
            List<Problem> problems = new ArrayList<>();
            Object product =
                    runtime.create(
                            Door.READY_STRATEGY,
                            new dev.reeve.supervisor.api.model.PluginUse("own", Map.of()),
                            PluginHouse.context(temp),
                            "services.web.ready",
                            _ -> null,
                            problems::add);
            assertEquals("own hello", String.valueOf(product), problems::toString);
            assertNull(runtime.owner(product));
        }
    }

    @Test
    void aKindSaysItsOptions() throws IOException {
        PluginRuntime runtime = house.load();
        assertEquals(
                List.of(new OptionDescription("word", "text", "", "hello", false)),
                runtime.describe(Door.READY_STRATEGY, "good"));
        assertEquals(List.of(), runtime.describe(Door.READY_STRATEGY, "none"));
    }

    /// A good provider with something more in its class.
    private static String made(String kind, String name, String more) {
        return PluginJar.ready(kind, name, "word")
                .replace("record Options", more + " record Options");
    }
}
