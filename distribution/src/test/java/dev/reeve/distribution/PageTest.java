package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.distribution.browser.Chromium;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The page, in a real browser that is worked with by mouse and keyboard.
class PageTest {
    private static final String WEB =
            """
            services:
              web:
                command: [sh, -c, 'echo ready to serve; exec sleep 1000']
                restart: {policy: always, backoff: {initial: 1s}}
                stop: {timeout: 1s}
              api:
                command: [sleep, "1000"]
                depends_on: [web]
                stop: {timeout: 1s}
            """;

    private static final String SLOW =
            """
            services:
              web: {command: [sleep, "1000"], stop: {timeout: 1s}}
              slow:
                command: [sleep, "1000"]
                autostart: false
                ready: {exec: {command: "false"}, interval: 100ms, timeout: 600s}
                stop: {timeout: 1s}
            """;

    private static Chromium chromium;

    @BeforeAll
    static void aBrowserIsThere() throws Exception {
        Programs.assumeThere("chromium");
        chromium = Chromium.start(Programs.find("chromium").orElseThrow());
    }

    @AfterAll
    static void theBrowserGoes() throws IOException {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void aCrashAndARecoveryAreSeenAsTheyHappen() throws Exception {
        try (var household = new Household();
                var browser = Looking.at(chromium, household, "", WEB)) {
            browser.await("both run", phase("web", "running") + " && " + phase("api", "running"));
            browser.await(
                    "what it uses is shown",
                    "row('web').querySelector('.cell-memory').textContent.endsWith('iB')");
            long pid = Household.pid(household.control().service("web"));
            Processes.signal("KILL", pid);
            browser.await("the crash is seen", phase("web", "backoff"));
            assertTrue(browser.text("row('web').querySelector('.cell-why')").contains("KILL"));
            browser.await("the recovery is seen", phase("web", "running"));
            browser.await(
                    "the restart is counted",
                    "row('web').querySelector('.cell-restarts').textContent === '1'");
            browser.end();
        }
    }

    @Test
    void aServiceIsStoppedAndStartedByButtonAndByKeyboard() throws Exception {
        try (var household = new Household();
                var browser = Looking.at(chromium, household, "", WEB)) {
            browser.await("both run", phase("web", "running") + " && " + phase("api", "running"));
            browser.click("#row-api");
            browser.await(
                    "the panel is open",
                    "document.querySelector('.panel-name').textContent === 'api'");
            browser.await(
                    "it can be stopped", "!button('stop').disabled && button('start').disabled");
            browser.click("[data-action=stop]");
            browser.await("it asks first", "document.querySelector('dialog[open]')");
            browser.press("Escape");
            browser.await("no is no", "!document.querySelector('dialog')");
            assertEquals("running", household.control().service("api").get("phase"));
            browser.click("[data-action=stop]");
            browser.await("it asks again", "document.querySelector('dialog[open]')");
            browser.click("dialog .button-danger");
            browser.await("it is stopped", phase("api", "stopped"));
            browser.await("it can be started", "!button('start').disabled");
            browser.click("[data-action=start]");
            browser.await("it runs again", phase("api", "running"));
            browser.press("Escape");
            browser.await("the panel is closed", "document.getElementById('panel').hidden");
            // Down to the next one, which is `web`, and stop that.
            browser.press("j");
            browser.press("x");
            browser.await(
                    "it asks",
                    "document.querySelector('dialog[open] h2').textContent === 'Stop web?'");
            browser.press("Enter");
            browser.await("it is stopped", phase("web", "stopped"));
            browser.press("s");
            browser.await("it runs again", phase("web", "running"));
            browser.end();
        }
    }

    @Test
    void outputIsFollowedSearchedAndNeverTakenForMarkup() throws Exception {
        var manifest =
                """
                services:
                  talker:
                    command:
                      - sh
                      - -c
                      - |
                        printf '\\033[31mred\\033[0m <img src=x onerror=alert(1)>\\033]0;title\\007\\n'
                        n=0; while sleep 0.05; do n=$((n+1)); echo "line $n"; done
                """;
        try (var household = new Household();
                var browser =
                        Looking.at(chromium, household, "#services/talker/output", manifest)) {
            browser.await("lines come", "document.querySelectorAll('.line').length > 20");
            assertEquals(
                    "red <img src=x onerror=alert(1)>",
                    browser.text("document.querySelector('.line-text')"));
            assertEquals("red", browser.text("document.querySelector('.line-text .sgr-front-1')"));
            browser.press("/");
            browser.write("/e 1\\d$/");
            browser.await("lines are found", "document.querySelectorAll('.line').length === 10");
            assertEquals("e 10", browser.text("document.querySelector('.line mark')"));
            browser.press("Escape");
            browser.click(".output [title='Take no new lines']");
            browser.await(
                    "lines are held back",
                    "document.querySelector('.output-state').textContent.includes('held back')");
            browser.end();
        }
    }

    @Test
    void withoutTheRightTokenNothingIsShownAndAReaderMayOnlyLook() throws Exception {
        try (var household = new Household()) {
            household.file("tokens", "read only-looking\nadmin all-powerful\n");
            java.nio.file.Files.setPosixFilePermissions(
                    household.folder().resolve("tokens"),
                    PosixFilePermissions.fromString("rw-------"));
            try (var browser =
                    Looking.at(chromium, household, ", token_file: tokens", "#services/web", WEB)) {
                browser.await(
                        "a token is asked for", "document.querySelector('dialog[open] #token')");
                assertFalse(browser.holds("document.querySelector('.row [role=gridcell]')"));
                browser.write("guessed");
                browser.press("Enter");
                browser.await(
                        "a wrong one is refused",
                        "document.querySelector('dialog[open] .dialog-wrong')");
                browser.write("only-looking");
                browser.press("Enter");
                browser.await("it is shown", phase("web", "running"));
                browser.await(
                        "no button can be pressed",
                        "[...document.querySelectorAll('[data-action]')].every((one) =>"
                                + " one.disabled)");
                browser.press("x");
                browser.await(
                        "the keyboard can do no more", "document.querySelector('.note-wrong')");
                assertFalse(browser.holds("document.querySelector('dialog')"));
                assertFalse(browser.holds("location.href.includes('looking')"));
                browser.value("location.hash = '#plugins/ready-tcp'");
                browser.await(
                        "nor change plugins",
                        standing("started")
                                + " && [...document.querySelectorAll('[data-plugin-action]')]"
                                + ".every((one) => one.disabled)");
                // That nobody is let in without a token is what the browser complains about.
                browser.endWithComplaints(List.of("401", "403"));
            }
        }
    }

    @Test
    void itFindsTheWayBackToASupervisorThatWasGone() throws Exception {
        try (var household = new Household();
                var browser = Looking.at(chromium, household, "", WEB)) {
            browser.await("it runs", phase("web", "running"));
            household.reeve("down").expecting(0);
            browser.await("that is noticed", "document.body.dataset.connection === 'waiting'");
            household.up();
            browser.await("it is live again", "document.body.dataset.connection === 'live'");
            browser.await("and true", phase("web", "running"));
            browser.endWithComplaints(
                    List.of(
                            "ERR_CONNECTION_REFUSED",
                            "ERR_INCOMPLETE_CHUNKED_ENCODING",
                            "ERR_CONNECTION_RESET",
                            "ERR_EMPTY_RESPONSE"));
        }
    }

    @Test
    void theGraphAndTheEventsAreLive() throws Exception {
        try (var household = new Household();
                var browser = Looking.at(chromium, household, "#graph", WEB)) {
            browser.await(
                    "it is drawn",
                    "document.querySelectorAll('.graph-node').length === 2 &&"
                            + " document.querySelectorAll('.graph-edge').length === 1");
            browser.await(
                    "with states",
                    "document.querySelectorAll('.graph-node.phase-running').length === 2");
            household.reeve("stop", "api").expecting(0);
            browser.await(
                    "that change",
                    "document.querySelectorAll('.graph-node.phase-stopped').length === 1");
            browser.press("3");
            browser.await(
                    "events are told",
                    "[...document.querySelectorAll('.event-row')].some((row) =>"
                            + " row.textContent.includes('api') &&"
                            + " row.textContent.includes('stopped'))");
            browser.end();
        }
    }

    @Test
    void anOperationIsSeenAsItGoesOverTimeAndIsKilled() throws Exception {
        try (var household = new Household();
                var browser = Looking.at(chromium, household, "", SLOW)) {
            browser.await("it runs", phase("web", "running"));
            browser.press("4");
            browser.await("the start is there", operation("up", "completed"));
            household.following("start", "slow");
            browser.await("what goes on is seen", operation("start", "active"));
            // The last active one is the first.
            browser.press("j");
            browser.press("Enter");
            browser.await(
                    "it has a bar for its service",
                    "document.querySelector('.course-row .link').textContent === 'slow' &&"
                            + " document.querySelector('.course-bar.phase-starting')");
            browser.await(
                    "and what was said",
                    "document.querySelector('.message-who').textContent === 'operator → slow'");
            browser.click(".operation-top .button-danger-quiet");
            browser.await("it asks first", "document.querySelector('dialog[open]')");
            browser.press("Enter");
            browser.await(
                    "it is killed",
                    "document.querySelector('.panel-phase').textContent === 'killed' &&"
                            + " !document.querySelector('.operation-error').hidden");
            browser.press("Escape");
            browser.await("the list knows", operation("start", "killed"));
            browser.end();
        }
    }

    @Test
    void whatAllTheRestHasWaitedForIsThickAndTold() throws Exception {
        try (var household = new Household();
                var browser = Looking.at(chromium, household, "#operations", SLOW)) {
            browser.await("the restart can be asked for", operation("up", "completed"));
            household.reeve("restart", "web").expecting(0);
            browser.await("it is there", operation("restart", "completed"));
            browser.click(".operation-row[data-status=completed]");
            browser.await(
                    "its chain is thick",
                    "document.querySelectorAll('.course-critical').length > 0 &&"
                        + " document.querySelector('.course-row.is-critical .link').textContent ==="
                        + " 'web'");
            browser.await(
                    "and told",
                    "document.querySelector('.chain-step .link').textContent === 'web' &&"
                            + " document.querySelector('.chain-took').textContent.includes('%')");
            browser.click(".course-row .link");
            browser.await(
                    "its service is a click away",
                    "location.hash === '#services/web' &&"
                            + " document.querySelector('.panel-name').textContent === 'web'");
            browser.press("5");
            browser.await(
                    "who acts is shown",
                    "[...document.querySelectorAll('.actor-row')].some((row) =>"
                            + " row.textContent.includes('operator'))");
            browser.end();
        }
    }

    @Test
    void pluginsAreShownWithWhatTheyTakeAndPutOutOfUse() throws Exception {
        try (var household = new Household();
                var browser = Looking.at(chromium, household, "", WEB)) {
            browser.await("it runs", phase("web", "running"));
            browser.press("6");
            browser.await(
                    "they are listed",
                    plugin("ready-tcp", "started") + " && " + plugin("stats-csv", "started"));
            browser.press("/");
            browser.write("tcp strategy");
            browser.await(
                    "they are filtered", "document.querySelectorAll('.plugin-row').length === 1");
            browser.press("Escape");
            browser.press("Escape");
            browser.click("#plugin-ready-tcp");
            browser.await("one is open", "location.hash === '#plugins/ready-tcp'");
            browser.await(
                    "with a table for each kind",
                    "document.querySelector('[data-options=tcp] .option-required') &&"
                            + " document.querySelector('[data-options=tcp]').textContent"
                            + ".includes('whole number 1 to 65535')");
            browser.await(
                    "it is in use",
                    "!document.querySelector('[data-plugin-action=disable]').disabled &&"
                            + " document.querySelector('[data-plugin-action=enable]').disabled");
            browser.click("[data-plugin-action=disable]");
            browser.await("it asks first", "document.querySelector('dialog[open]')");
            browser.press("Escape");
            browser.await("no is no", "!document.querySelector('dialog')");
            browser.click("[data-plugin-action=disable]");
            browser.await("it asks again", "document.querySelector('dialog[open]')");
            browser.click("dialog .button-danger");
            browser.await("it is out of use", standing("disabled"));
            household.reeve("plugins", "enable", "ready-tcp").expecting(0);
            browser.await("what others do is seen", standing("started"));
            browser.press("Escape");
            browser.await("back to the list", "location.hash === '#plugins'");
            browser.await("which knows", plugin("ready-tcp", "started"));
            browser.end();
        }
    }

    private static String plugin(String id, String state) {
        return "document.getElementById('plugin-%s')?.dataset.state === '%s'".formatted(id, state);
    }

    private static String standing(String state) {
        return "document.querySelector('.plugin-top .panel-phase').textContent === '%s'"
                .formatted(state);
    }

    @Test
    void itFitsAPhoneInLightAndDark() throws Exception {
        try (var household = new Household();
                var browser = Looking.at(chromium, household, "", WEB)) {
            browser.await("it runs", phase("web", "running"));
            browser.size(360, 740);
            for (var place :
                    List.of(
                            "#services",
                            "#graph",
                            "#events",
                            "#operations",
                            "#actors",
                            "#plugins",
                            "#plugins/ready-http",
                            "#services/web",
                            "#services/web/output",
                            "#services/web/events",
                            "#services/web/definition")) {
                browser.value("location.hash = '" + place + "'");
                browser.await(
                        place + " has no room aside",
                        "document.documentElement.scrollWidth <= 360 &&"
                                + " document.getElementById('view').scrollWidth <= 360 &&"
                                + " document.getElementById('panel').scrollWidth <= 360");
            }
            var dark = browser.ground("dark");
            var light = browser.ground("light");
            assertFalse(dark.equals(light), dark);
            browser.press("t");
            browser.await(
                    "the switch is stronger than the system",
                    "getComputedStyle(document.body).backgroundColor === '" + dark + "'");
            browser.end();
        }
    }

    @Test
    void aThousandServicesScrollSmoothly() throws Exception {
        var manifest = new StringBuilder("defaults: {autostart: false}\nservices:\n");
        for (int number = 0; number < 1000; number++) {
            manifest.append("  service-%03d: {command: [sleep, \"1000\"]".formatted(number));
            manifest.append(
                    number == 0 ? "}\n" : ", depends_on: [service-%03d]}\n".formatted(number / 3));
        }
        try (var household = new Household();
                var browser = Looking.at(chromium, household, "", manifest.toString())) {
            browser.await(
                    "all are there",
                    "document.querySelector('.list-scroll').ariaRowCount === '1000' ||"
                        + " document.querySelector('.list-scroll').getAttribute('aria-rowcount')"
                        + " === '1000'");
            var frames = (List<?>) browser.value(SCROLL);
            long slow =
                    frames.stream().filter(frame -> ((Number) frame).doubleValue() > 50).count();
            System.out.println(
                    "1,000 services: "
                            + frames.size()
                            + " frames, middle "
                            + frames.get(frames.size() / 2)
                            + " ms, p95 "
                            + frames.get(frames.size() * 95 / 100)
                            + " ms, slowest "
                            + frames.getLast()
                            + " ms");
            assertTrue(
                    slow * 10 <= frames.size(),
                    () -> slow + " of " + frames.size() + " frames are slow");
            int elements =
                    ((Number) browser.value("document.querySelectorAll('*').length")).intValue();
            assertTrue(elements < 1500, elements + " elements");
            browser.press("/");
            browser.write("service-77");
            browser.await(
                    "it is filtered",
                    "document.querySelector('.list-scroll').getAttribute('aria-rowcount') ==="
                            + " '10'");
            browser.value("location.hash = '#graph/service-300'");
            browser.await(
                    "a part of the graph is drawn",
                    "document.querySelectorAll('.graph-node').length > 10 &&"
                            + " document.querySelectorAll('.graph-node').length <= 60");
            browser.end();
        }
    }

    /// Scrolls through everything, and tells how long each frame took, the shortest first.
    private static final String SCROLL =
            """
            new Promise((resolve) => {
              const list = document.querySelector('.list-scroll');
              const frames = [];
              let before = performance.now();
              const step = (now) => {
                frames.push(now - before);
                before = now;
                list.scrollTop += 260;
                if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) resolve(frames.slice(2).sort((one, other) => one - other));
                else requestAnimationFrame(step);
              };
              requestAnimationFrame(step);
            })\
            """;

    private static String operation(String word, String status) {
        return "[...document.querySelectorAll('.operation-row')].some((row) =>"
                + " row.querySelector('.operation-word').textContent === '%s' && row.dataset.status === '%s')"
                        .formatted(word, status);
    }

    private static String phase(String name, String phase) {
        return "row('%s').firstChild.dataset.phase === '%s'".formatted(name, phase);
    }
}
