package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.supervisor.testkit.FakeService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Objects;

@Timeout(20)
class GrepTest {
    private static final String RUNAWAY = "(.*a)%7B20%7Db";

    private Served served;
    private Client client;

    @BeforeEach
    void output() throws IOException {
        served = Served.serve(Served.SHORT);
        served.supervisor().with(FakeService.running("web"));
        client = served.client();
        served.supervisor().writes("web", "stdout", "GET /health 200");
        served.supervisor().writes("web", "stdout", "GET /pay 500");
        served.supervisor().writes("web", "stderr", "payment failed");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
    }

    @Test
    void linesAreFoundByAnExpression() throws IOException {
        assertEquals(
                "GET /pay 500\npayment failed\n",
                client.get("/v1/services/web/logs?grep=pay").body());
        assertEquals(
                "web | GET /pay 500\n", client.get("/v1/logs?grep=%205%5Cd%5Cd$&names=w*").body());
        assertEquals(
                "payment failed\n", client.get("/v1/services/web/logs?grep=pay&lines=1").body());
    }

    @Test
    void linesAreFoundByTheirTime() throws IOException {
        assertEquals(
                "payment failed\n",
                client.get("/v1/services/web/logs?since=2026-01-31T12:00:02Z").body());
        assertEquals(400, client.get("/v1/services/web/logs?since=yesterday").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[a", "*", "a%7B99999999999%7D"})
    void whatIsNoExpressionIsRefused(String expression) throws IOException {
        Client.Answer answer = client.get("/v1/services/web/logs?grep=" + expression);
        assertEquals(400, answer.status());
        assertEquals("grep", answer.at("errors.0.key"));
    }

    @Test
    void anExpressionThatRunsAwayIsStoppedAndTold() throws IOException {
        served.supervisor().writes("web", "stdout", "a".repeat(60));
        Client.Answer answer = client.get("/v1/services/web/logs?grep=" + RUNAWAY);
        assertEquals(400, answer.status());
        assertEquals("grep", answer.at("errors.0.key"));
        assertEquals(200, client.get("/livez").status());
    }

    @Test
    void aFollowerWhoseExpressionRunsAwayIsToldAndLeft() throws IOException {
        client.send(
                Client.head("GET", "/v1/services/web/logs?follow=true&grep=pay%7C" + RUNAWAY)
                        + "\r\n");
        assertEquals(200, client.answerHead().status());
        assertEquals("GET /pay 500", frame().at("text"));
        assertEquals("payment failed", frame().at("text"));
        served.supervisor().writes("web", "stdout", "a".repeat(60));
        Client.Frame problem = frame();
        assertEquals("problem", problem.event());
        assertEquals(400L, problem.at("status"));
        assertNull(client.frame());
    }

    private Client.Frame frame() throws IOException {
        return Objects.requireNonNull(client.frame(), "the stream has ended");
    }

    @Test
    void nestingThatIsTooDeepForTheStackIsStoppedToo() throws Refusal {
        Grep grep = Grep.of("(x|y)*z");
        assertTrue(!grep.test("x".repeat(200_000)));
        assertTrue(grep.exhausted());
        assertThrows(Refusal.class, grep::check);
    }

    @Test
    void manyPlainLinesTakeNoneOfTheAllowance() throws Refusal {
        Grep grep = Grep.of("error.*timeout");
        for (int i = 0; i < 50_000; i++) {
            assertTrue(!grep.test("2026-01-31 12:00:00 INFO error in nothing at all, line " + i));
        }
        assertTrue(!grep.exhausted());
    }

    @Test
    void outputIsEmptied() throws IOException {
        assertEquals(204, client.ask("DELETE", "/v1/services/web/logs", null).status());
        assertEquals("", client.get("/v1/services/web/logs").body());
        assertEquals(404, client.ask("DELETE", "/v1/services/ghost/logs", null).status());
    }
}
