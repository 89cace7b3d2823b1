package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The figures that a supervisor of the zip gives to Prometheus.
class MetricsTest {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_]+)(\\{(\\w+=\"[^\"]*\",?)+})? -?[0-9.E+]+");
    private static final Pattern FAMILY = Pattern.compile("(?m)^\\| `(reeve_\\w+)`");

    @Test
    void prometheusReadsThemAndTheyMoveWhenAServiceCrashes() throws Exception {
        int port = Household.freePort();
        try (var household = new Household(Map.of("PORT", Integer.toString(port)))) {
            household.file(
                    "reeve.yaml",
                    """
                    control: [unix, {http: {listen: "127.0.0.1:${PORT}"}}]
                    services:
                      lasting:
                        command: [sleep, "1000"]
                        health: {exec: {command: "true"}, interval: 100ms}
                      crashing:
                        command: [sleep, "1000"]
                        restart: {policy: always, backoff: {initial: 100ms}}
                      ended: {command: [sh, -c, "exit 3"], restart: never}
                    """);
            var up = household.up();
            long first = household.awaitPid("crashing", 0);
            household.await("lasting", () -> "healthy".equals(health(household)));
            household.awaitPhase("ended", "failed");

            var text = scraped(port, "?format=prometheus-text");
            promtool(household, text.body());
            assertTrue(
                    text.headers()
                            .firstValue("Content-Type")
                            .orElse("")
                            .startsWith("text/plain; version=0.0.4"),
                    text.headers()::toString);
            var open = scraped(port, "");
            assertTrue(
                    open.headers()
                            .firstValue("Content-Type")
                            .orElse("")
                            .startsWith("application/openmetrics-text; version=1.0.0"),
                    open.headers()::toString);
            var families = families(open.body());
            assertEquals(described(), new TreeSet<>(families.keySet()));

            var before = open.body();
            assertEquals(0.0, value(before, "reeve_service_restarts_total", "crashing"));
            assertEquals(3.0, value(before, "reeve_service_exit_code", "ended"));
            assertEquals(1.0, value(before, "reeve_service_healthy", "lasting"));
            Processes.signal("KILL", first);
            household.awaitPid("crashing", first);
            var after = scraped(port, "").body();
            assertEquals(1.0, value(after, "reeve_service_restarts_total", "crashing"));
            assertEquals(2.0, value(after, "reeve_service_starts_total", "crashing"));
            assertEquals(1.0, value(after, "reeve_service_starts_total", "lasting"));
            assertEquals(1.0, value(after, "reeve_service_up", "crashing"));

            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    private static Object health(Household household) throws Exception {
        return household.control().service("lasting").get("health");
    }

    private static HttpResponse<String> scraped(int port, String query) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + port + "/metrics" + query))
                            .build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            return answer;
        }
    }

    /// Says nothing where there is nothing to find fault with.
    private static void promtool(Household household, String text) throws Exception {
        var promtool = Programs.find("promtool");
        if (promtool.isEmpty()) {
            return;
        }
        var file = household.file("metrics", text);
        var ran =
                household
                        .run(
                                List.of(
                                        "sh",
                                        "-c",
                                        "exec \"$0\" check metrics <\"$1\"",
                                        promtool.get().toString(),
                                        file.toString()))
                        .expecting(0);
        assertEquals("", ran.out() + ran.err());
    }

    /// The types by name, where every line is one of OpenMetrics and belongs to the type before.
    private static Map<String, String> families(String text) {
        assertTrue(text.endsWith("\n# EOF\n"), text);
        var types = new HashMap<String, String>();
        var family = "";
        for (var line : text.substring(0, text.length() - "# EOF\n".length()).split("\n")) {
            var type = TYPE.matcher(line);
            if (type.matches()) {
                family = type.group(1);
                assertEquals(null, types.put(family, type.group(2)), "twice: " + line);
            } else if (!line.startsWith("# HELP ") && !line.startsWith("# UNIT ")) {
                var sample = SAMPLE.matcher(line);
                assertTrue(sample.matches(), line);
                var ending = sample.group(1).substring(family.length());
                var allowed =
                        switch (types.get(family)) {
                            case "gauge" -> List.of("");
                            case "counter" -> List.of("_total");
                            case "summary" -> List.of("_sum", "_count");
                            default -> List.of();
                        };
                assertTrue(allowed.contains(ending), line);
            }
        }
        return types;
    }

    private static TreeSet<String> described() {
        var described = new TreeSet<String>();
        FAMILY.matcher(Page.named("docs/metrics.md").text())
                .results()
                .forEach(found -> described.add(found.group(1)));
        return described;
    }

    private static double value(String text, String name, String service) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{service=\"" + service + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(Double.NaN);
    }
}
