package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/// The examples of the zip run as they are, in a copy of their folder.
class ExamplesTest {
    @Test
    void helloServesTeaOnceTheKettleBoils() throws Exception {
        try (var household = new Household()) {
            example("hello", household);
            var up = household.up();
            household.awaitPhase("tea", "running");
            household.await("tea is served", () -> household.said().contains("tea is served"));
            assertTrue(Files.exists(household.folder().resolve("kettle.boils")));
            end(household, up);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.json", "reeve.yaml"})
    void pilotRunsInBothVocabularies(String manifest) throws Exception {
        Programs.assumeThere("python3");
        try (var household = new Household()) {
            example("pilot", household);
            var up = household.up("-f", manifest);
            for (var name : List.of("tcp_service", "pipe_service", "file_service")) {
                household.awaitPhase(name, "running");
            }
            end(household, up);
        }
    }

    @Test
    void stackCountsItsVisitors() throws Exception {
        Programs.assumeThere("redis-server", "nginx", "python3");
        int web = Household.freePort();
        try (var household =
                new Household(
                        Map.of(
                                "REDIS_PORT", Integer.toString(Household.freePort()),
                                "WEB_PORT", Integer.toString(web),
                                "APP_PORT", Integer.toString(Household.freePort())))) {
            example("stack", household);
            var up = household.up();
            household.awaitPhase("app", "running");
            assertEquals("visitor 1\n", visit(web));
            assertEquals("visitor 2\n", visit(web));
            assertEquals(StartChain.ofTheJournal(household.control()), StartChain.told(household));
            end(household, up);
        }
    }

    private static void example(String name, Household household) throws IOException {
        Folders.copy(Unzipped.folder().resolve("examples").resolve(name), household.folder());
    }

    private static String visit(int port) throws IOException {
        try (var in = URI.create("http://127.0.0.1:" + port).toURL().openStream()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static void end(Household household, Process up) throws Exception {
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}
