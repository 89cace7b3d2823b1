package dev.reeve.supervisor.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// A program with a kind of services of its own, lamps, and a supervisor inside.
class EmbeddedTest {
    @TempDir Path folder;

    private Embedded embedded;
    private TypedServices<Lamp.Options, Lamp.Status> lamps;

    @BeforeEach
    void start() throws IOException {
        Lamp.reset();
        embedded = Embedded.in(folder, new Lamp());
        lamps = lamps(embedded);
    }

    private static TypedServices<Lamp.Options, Lamp.Status> lamps(Embedded embedded) {
        return embedded.services("lamp", Lamp.Options.class, Lamp.Status::of);
    }

    @AfterEach
    void stop() {
        embedded.close();
        assertEquals(Set.of(), Lamp.LIT, "what was lit is put out");
    }

    private static <T> T got(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private static Lamp.Options options(String colour) {
        return new Lamp.Options(colour, Optional.of(3), Duration.ofMillis(1500));
    }

    @Test
    void itIsStartedSeenAndStoppedByTheProgramsOwnTypes() throws Exception {
        assertInstanceOf(Reply.Done.class, got(lamps.put("hall", options("red"))));
        assertEquals(options("red"), lamps.configuration("hall").orElseThrow());
        assertEquals(Map.of("hall", options("red")), lamps.configurations());
        assertInstanceOf(Reply.Done.class, got(lamps.start("hall")));
        assertEquals(Set.of("hall red"), Lamp.LIT);
        assertEquals(new Lamp.Status("hall", true, "red"), lamps.status("hall").orElseThrow());
        assertEquals(Set.of("hall"), lamps.list(Phase.RUNNING).keySet());
        assertEquals(1, lamps.totals().totalRunning());
        HealthAnswer health = got(lamps.checkHealth("hall"));
        assertNotNull(health);
        assertEquals(Health.HEALTHY, health.health());
        assertInstanceOf(Reply.Done.class, got(lamps.stop("hall", false)));
        assertEquals(Set.of(), Lamp.LIT);
        assertEquals(Map.of(), lamps.list(Phase.RUNNING));
        assertEquals(0, lamps.totals().totalRunning());
    }

    @Test
    void aRunningOneIsNotRemovedUnlessItIsStoppedFirst() throws Exception {
        got(lamps.put("hall", options("red")));
        got(lamps.start("hall"));
        assertInstanceOf(Reply.Refused.class, got(lamps.remove("hall", false)));
        assertInstanceOf(Reply.Done.class, got(lamps.remove("hall", true)));
        assertTrue(lamps.status("hall").isEmpty());
        assertInstanceOf(Reply.Refused.class, got(lamps.start("hall")));
    }

    @Test
    void anotherConfigurationForOneStartIsForgottenAfterIt() throws Exception {
        got(lamps.put("hall", options("red")));
        got(lamps.start("hall", options("blue")));
        assertEquals(Set.of("hall blue"), Lamp.LIT);
        assertEquals(options("red"), lamps.configuration("hall").orElseThrow());
        got(lamps.restart("hall"));
        assertEquals(Set.of("hall red"), Lamp.LIT);
    }

    @Test
    void whatIsWrongWithAConfigurationIsSaidAndNothingIsAdded() throws Exception {
        Reply reply = got(lamps.put("hall", options("none")));
        var refused = assertInstanceOf(Reply.Refused.class, reply);
        assertTrue(refused.problems().toString().contains("is no colour"), reply::toString);
        assertTrue(lamps.status("hall").isEmpty());
    }

    @Test
    void theServicesAreThereAgainTheNextTime() throws Exception {
        got(lamps.put("hall", options("red")));
        embedded.close();
        embedded = Embedded.in(folder, new Lamp());
        lamps = lamps(embedded);
        assertEquals(options("red"), lamps.configuration("hall").orElseThrow());
    }

    @Test
    void manyWhoWantTheSessionGetOneAndTheSame() throws Exception {
        got(lamps.put("hall", options("red")));
        List<CompletableFuture<Supervisor.Obtained<Lamp.Light>>> all =
                IntStream.range(0, 20)
                        .mapToObj(_ -> embedded.supervisor().session("hall", Lamp.Light.class))
                        .toList();
        Lamp.Light first = got(all.getFirst()).value();
        assertNotNull(first);
        for (var one : all) {
            assertSame(first, got(one).value());
        }
        assertEquals(1, Lamp.OPENED.get());
    }

    @Test
    void aDeadSessionIsReplacedWhenItIsNeeded() throws Exception {
        got(lamps.put("hall", options("red")));
        Lamp.Light first = got(embedded.supervisor().session("hall", Lamp.Light.class)).value();
        assertNotNull(first);
        first.burnt = true;
        assertEquals(
                Liveness.Status.OFFLINE,
                got(embedded.supervisor().liveness("hall", false)).status());
        Lamp.Light second = got(embedded.supervisor().session("hall", Lamp.Light.class)).value();
        assertNotNull(second);
        assertTrue(second != first && !second.burnt);
        assertEquals(2, Lamp.OPENED.get());
        assertTrue(first.out, "the dead one was closed, too");
    }

    @Test
    void whoAsksWithoutNeedMakesNothing() throws Exception {
        got(lamps.put("hall", options("red")));
        Liveness liveness = got(embedded.supervisor().liveness("hall", false));
        assertEquals(Liveness.NONE, liveness);
        assertEquals(0, Lamp.OPENED.get());
    }

    @Test
    void whatIsNoSuchSessionIsSaid() throws Exception {
        got(lamps.put("hall", options("red")));
        var none = got(embedded.supervisor().session("hall", String.class));
        assertEquals(Liveness.Status.MISCONFIGURED, none.liveness().status());
        var nobody = got(embedded.supervisor().session("ghost", Lamp.Light.class));
        assertEquals(Liveness.Status.MISCONFIGURED, nobody.liveness().status());
    }

    @Test
    void whoReadsCredentialsIsWrittenDownWithoutTheirValues() throws Exception {
        got(lamps.put("hall", options("red")));
        assertEquals(null, embedded.supervisor().credentials("hall", "me"));
        got(lamps.start("hall"));
        assertEquals(Map.of("switch", "s3cret"), embedded.supervisor().credentials("hall", "me"));
        embedded.supervisor().await("hall", "ready", Duration.ofSeconds(5)).join();
        String told =
                embedded.supervisor()
                        .events(
                                new dev.reeve.supervisor.api.control.EventQuery(
                                        0, "credentials", null, null, 10, 0))
                        .items()
                        .toString();
        assertTrue(told.contains("by=me") && told.contains("switch"), told);
        assertTrue(!told.contains("s3cret"), told);
    }

    @Test
    void itsFiguresAreThoseOfItsKind() throws Exception {
        got(lamps.put("hall", options("red")));
        got(
                embedded.supervisor()
                        .add(Map.of("name", "other", "command", List.of("/bin/sleep", "60"))));
        assertTrue(!lamps.metrics().isEmpty());
        lamps.metrics()
                .forEach(
                        metric ->
                                metric.samples()
                                        .forEach(
                                                sample ->
                                                        assertEquals(
                                                                "hall",
                                                                sample.labels().get("service"))));
    }

    @Test
    void whatIsOpenForOthersAndUsedByThemIsClosedAfterTheLastOfThem() throws Exception {
        got(lamps.put("hall", options("red")));
        got(lamps.put("stairs", options("blue"), Map.of("depends_on", List.of("hall"))));
        got(lamps.start("stairs"));
        assertNotNull(got(embedded.supervisor().session("hall", Lamp.Light.class)).value());
        assertEquals(Set.of("hall red", "stairs blue"), Lamp.LIT);
        got(lamps.stop("stairs", false));
        assertTrue(got(embedded.supervisor().await("hall", "stopped", Duration.ofSeconds(20))));
        assertEquals(Set.of(), Lamp.LIT);
    }

    @Test
    void whatIsSuspendedIsNotOpenedByWhoNeedsIt() throws Exception {
        got(lamps.put("hall", options("red")));
        got(embedded.supervisor().ask("hall", new Request.Suspend()));
        var none = got(embedded.supervisor().session("hall", Lamp.Light.class));
        assertEquals("suspended", none.liveness().detail());
        assertEquals(0, Lamp.OPENED.get());
    }
}
