package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.distribution.browser.Chromium;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.nio.file.Files;
import java.nio.file.Path;

/// Makes the manual's pictures of the page: `-Dreeve.pictures=docs/images`, from the project's
/// folder.
@EnabledIfSystemProperty(named = "reeve.pictures", matches = ".+")
class PicturesTest {
    private static final String SHOP =
            """
            name: shop
            defaults: {stop: {timeout: 1s}}
            services:
              database:
                description: Orders and customers
                command: [./serve.sh, database, "2", "20000"]
                health: {exec: {command: "true"}, interval: 2s}
              cache:
                command: [./serve.sh, cache, "3", "200"]
                health: {exec: {command: "true"}, interval: 2s}
              migrate:
                description: Brings the tables up to date, once
                command: [echo, 12 migrations applied]
                depends_on: {database: {condition: healthy}}
                restart: never
              queue:
                command: [./serve.sh, queue, "4", "200"]
              api:
                description: What the shop talks to
                command: [./serve.sh, api, "0.4", "30000"]
                depends_on: {database: {condition: healthy}, cache: {condition: ready}, migrate: {condition: completed}}
                health: {exec: {command: "true"}, interval: 2s}
              worker:
                command: [./serve.sh, worker, "1", "60000"]
                depends_on: [queue, database]
              mailer:
                description: Sends letters
                command: [sh, -c, "sleep 2; echo 'cannot reach smtp.example.net: connection refused' >&2; exit 3"]
                restart: {policy: always, max_attempts: -1, backoff: {initial: 20s, max: 90s}}
                depends_on: [queue]
              reports:
                command: [sh, -c, "echo 'no such template: monthly.html' >&2; exit 2"]
                restart: {policy: on_failure, max_attempts: 2, backoff: {initial: 200ms}}
                depends_on: [database]
              newsletter:
                command: [sleep, "1000"]
                depends_on: [worker]
              web:
                description: The shop
                command: [./serve.sh, web, "0.7", "9000"]
                depends_on: [api]
              admin:
                command: [sleep, "1000"]
                depends_on: {api: {condition: ready}, reports: {condition: ready}}
              search:
                command: [sleep, "1000"]
                ready: {file: {path: search.ready}, timeout: 600s}
                depends_on: [database]
              backup:
                command: [sleep, "1000"]
                autostart: false
                depends_on: [database]
              metrics:
                command: [./serve.sh, metrics, "6", "200"]
            """;

    /// Writes lines as servers do, and is a little busy.
    private static final String SERVE =
            """
            #!/bin/sh
            n=0
            while :; do
              n=$((n+1))
              printf '\\033[32mINFO\\033[0m  %s request %d \\033[2mGET /orders/%d\\033[0m 200 in \\033[36m%d ms\\033[0m\\n' "$1" $n $((n*7%1000)) $((n*13%90+3))
              [ $((n % 9)) = 0 ] && printf '\\033[1;33mWARN\\033[0m  %s slow answer from the database: 412 ms\\n' "$1" >&2
              i=0; while [ $i -lt $(( (n*37) % $3 )) ]; do i=$((i+1)); done
              sleep "$2"
            done
            """;

    private static final String START =
            "[...document.querySelectorAll('.operation-row')].find((row) =>"
                    + " row.querySelector('.operation-word').textContent === 'start')";

    private final Path folder = Page.ROOT.resolve(System.getProperty("reeve.pictures", "."));

    @Test
    void theManualsPicturesAreMade() throws Exception {
        Programs.assumeThere("chromium");
        Files.createDirectories(folder);
        try (var household = new Household()) {
            household.script("serve.sh", SERVE);
            try (var chromium = Chromium.start(Programs.find("chromium").orElseThrow());
                    var browser = Looking.at(chromium, household, "#services/api", SHOP)) {
                browser.browser().size(1200, 720, 1);
                browser.await("it runs", "row('web').firstChild.dataset.phase === 'running'");
                // Long enough for lines over time to be seen.
                settle(60_000);
                browser.value("document.querySelector('.list-scroll').focus()");
                take(browser, "dashboard-service");
                browser.value("location.hash = '#services'");
                take(browser, "dashboard");
                browser.browser().size(1200, 500, 1);
                browser.value("location.hash = '#services/api/output'");
                browser.browser().prefer("dark");
                browser.await("lines are there", "document.querySelectorAll('.line').length > 20");
                // Lines of which is known when they came.
                settle(10_000);
                take(browser, "dashboard-output");
                browser.browser().size(1200, 700, 1);
                browser.value("location.hash = '#graph/reports'");
                browser.await("it is drawn", "document.querySelectorAll('.graph-node').length > 5");
                take(browser, "dashboard-graph");
                browser.browser().prefer("light");
                browser.browser().size(1200, 720, 1);
                household.reeve(changed("stop")).expecting(0);
                household.reeve(changed("start")).expecting(0);
                browser.value("location.hash = '#operations'");
                browser.await("it is there", START);
                browser.value(START + ".click()");
                browser.await("it is drawn", "document.querySelectorAll('.course-row').length > 3");
                take(browser, "dashboard-operation");
                browser.browser().size(360, 700, 2);
                browser.value("location.hash = '#services'");
                take(browser, "dashboard-phone");
            }
        }
    }

    private static String[] changed(String verb) {
        return new String[] {verb, "database", "cache", "api", "web", "queue", "worker"};
    }

    private void take(Looking browser, String name) throws Exception {
        settle(1500);
        var file = folder.resolve(name + ".png");
        browser.browser().picture(file);
        assertTrue(Files.size(file) < 150 * 1024, name + " has " + Files.size(file) + " bytes");
    }

    /// A picture shows what has come about over time, so time has to pass.
    private static void settle(long milliseconds) throws InterruptedException {
        Thread.sleep(milliseconds);
    }
}
