package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.regex.Pattern;

/// Actors, operations and messages, as people and programs see them.
class WhoDoesWhatTest {
    private static final String SLOW =
            """
            services:
              db:
                command: [sh, -c, "sleep 0.5; touch db.ready; exec sleep 1000"]
                ready: {exec: {command: "test -f db.ready"}, interval: 50ms}
                stop: {timeout: 1s}
              side: {command: [sleep, "1000"], stop: {timeout: 1s}}
            """;

    private static final Pattern CHAIN =
            Pattern.compile(
                    "(?s)up t\\S+, completed after .*SERVICE .*\ndb +.*#.*\nside .*"
                            + "CHAIN .*\ndb +starting .* % .*The chain takes .*");

    @Test
    void aProgramReportsAboutItselfAsTheManualShows() throws Exception {
        Programs.assumeThere("curl");
        var shown =
                Page.named("docs/activity.md").blocks().stream()
                        .filter(block -> block.info().equals("yaml"))
                        .findFirst()
                        .orElseThrow();
        try (var household = new Household()) {
            household.file("reeve.yaml", shown.text());
            household.reeve("up", "-d").expecting(0);
            household.await(
                    "it has spoken",
                    () ->
                            household
                                    .reeve("messages")
                                    .out()
                                    .endsWith("indexer -> operator  progress  {\"done\":10}\n"));
            var indexer = household.reeve("actors", "indexer", "-o", "yaml").expecting(0).out();
            assertTrue(indexer.contains("activity: processing\n"), indexer);
            assertTrue(indexer.contains("queue_depth: 3\n"), indexer);
            var part = household.reeve("actors", "indexer:shard-1", "-o", "yaml").out();
            assertTrue(part.contains("kind: part\n"), part);
            assertTrue(part.contains("description: the first half\n"), part);
            var usual = household.reeve("events").expecting(0).out();
            assertTrue(usual.contains("  state  "), usual);
            assertTrue(!usual.contains("  message  ") && !usual.contains("  actor  "), usual);
            var asked = household.reeve("events", "--type", "message,actor").expecting(0).out();
            assertTrue(asked.contains("  message  ") && asked.contains("  actor  "), asked);
            household.reeve("down").expecting(0);
        }
    }

    @Test
    void theStartSaysWhatTookHowLongAndWhatKeptTheRest() throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", SLOW);
            var told = household.reeve("up", "-d", "--timings").expecting(0).err();
            assertTrue(CHAIN.matcher(told).find(), told);
            var up = household.reeve("threads", "-o", "yaml").expecting(0).out();
            var id = up.lines().filter(line -> line.contains("id: ")).findFirst().orElseThrow();
            var shown = household.reeve("threads", id.replaceFirst(".*id: ", "")).expecting(0);
            assertTrue(CHAIN.matcher(shown.out()).find(), shown.out());
            household.reeve("down").expecting(0);
        }
    }

    @Test
    void inTheForegroundTheStartSaysSoWhileItGoesOn() throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", SLOW);
            var up = household.up("--timings");
            household.await("it is told", () -> CHAIN.matcher(household.said()).find());
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
        }
    }

    @Test
    void whatIsSaidIsRecordedAsAWholeNumberedAndCountedForItsSender() throws Exception {
        try (var household = new Household()) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      db: {command: [sleep, "1000"], stop: {timeout: 1s}}
                      web: {command: [sleep, "1000"], stop: {timeout: 1s}}
                    """);
            household.reeve("up", "-d").expecting(0);
            for (int number = 1; number <= 3; number++) {
                household
                        .reeve(
                                "send",
                                "--from",
                                "web",
                                "--to",
                                "db",
                                "--type",
                                "order",
                                "--payload",
                                "{\"nr\": " + number + "}",
                                "--thread",
                                "x")
                        .expecting(0);
            }
            household.reeve("send", "--to", "ghost", "--type", "order").expecting(4);
            var said =
                    household.reeve("messages", "--actor", "db", "-o", "yaml").expecting(0).out();
            assertEquals(
                    List.of("seq: 1", "seq: 2", "seq: 3"),
                    said.lines().map(String::strip).filter(one -> one.startsWith("seq")).toList());
            assertTrue(said.endsWith("total: 3\n"), said);
            var operations = household.reeve("threads", "--actor", "db").expecting(0).out();
            assertTrue(
                    Pattern.compile("\nx +message +active .* 3 +db, web\n")
                            .matcher(operations)
                            .find(),
                    operations);
            assertTrue(
                    household.reeve("actors", "web", "-o", "yaml").out().contains("_count: 3\n"));
            assertTrue(household.reeve("actors", "db", "-o", "yaml").out().contains("_count: 0\n"));
            assertEquals(3, household.control().supervisor().get("total_messages"));
            household.reeve("down").expecting(0);
        }
    }

    @Test
    void aServiceThatHasEndedByItselfIsBroughtBackInAnOperationOfItsOwn() throws Exception {
        try (var household = new Household()) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      web:
                        command: [sleep, "1000"]
                        restart: {policy: always, backoff: {initial: 100ms}}
                        stop: {timeout: 1s}
                    """);
            household.reeve("up", "-d").expecting(0);
            Processes.signal("KILL", household.awaitPid("web", 0));
            household.await(
                    "it is brought back",
                    () ->
                            Pattern.compile("\n\\S+ +recover +completed .* web\n")
                                    .matcher(household.reeve("threads").out())
                                    .find());
            household.reeve("down").expecting(0);
        }
    }

    @Test
    void anOperationThatIsKilledStartsNothingMore() throws Exception {
        try (var household = new Household()) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      slow:
                        command: [sleep, "1000"]
                        autostart: false
                        ready: {exec: {command: "false"}, interval: 50ms, timeout: 600s}
                        stop: {timeout: 1s}
                    """);
            household.reeve("up", "-d").expecting(0);
            var start = household.following("start", "slow");
            household.awaitPhase("slow", "starting");
            var active = household.reeve("threads", "--status", "active").expecting(0).out();
            var id = active.lines().skip(1).findFirst().orElseThrow().split(" ")[0];
            assertEquals(
                    id + ": start killed\n",
                    household.reeve("thread", "kill", id).expecting(0).out());
            assertEquals(1, start.waitFor());
            household.awaitPhase("slow", "stopped");
            household.reeve("thread", "kill", id).expecting(1);
            household.reeve("thread", "kill", "t-0").expecting(4);
            household.reeve("down").expecting(0);
        }
    }
}
