package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.reeve.distribution.browser.Chromium;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A browser that looks at a household's page.
record Looking(Household household, Chromium browser) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// What tests ask the page by.
    private static final String WORDS =
            "const row = (name) => document.getElementById('row-' + name); const button = (action)"
                    + " => document.querySelector(`[data-action=${action}]`);";

    /// @param place where on the page to begin
    /// @param services the manifest, without `control`
    static Looking at(Chromium browser, Household household, String place, String services)
            throws Exception {
        return at(browser, household, "", place, services);
    }

    /// @param options more options of the control server, each with a comma before it
    static Looking at(
            Chromium browser, Household household, String options, String place, String services)
            throws Exception {
        browser.reset();
        int port = Household.freePort();
        household.file(
                "reeve.yaml",
                "control: [unix, {http: {listen: \"127.0.0.1:%d\"%s}}]\n%s"
                        .formatted(port, options, services));
        household.up();
        household.await("it is up", () -> household.control().supervisor() != null);
        browser.open("http://127.0.0.1:" + port + "/" + place);
        return new Looking(household, browser);
    }

    /// Waits until an expression holds; `row(name)` and `button(action)` are known to it.
    void await(String what, String expression) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(expression)) {
            if (System.nanoTime() > end) {
                var file = Path.of(System.getProperty("java.io.tmpdir"), "page.png");
                browser.picture(file);
                fail(
                        "%s: not within %s; %s; the page is in %s"
                                .formatted(what, PATIENCE, browser.complaints(), file));
            }
            Thread.sleep(20);
        }
    }

    boolean holds(String expression) throws IOException, InterruptedException {
        return browser.holds("(() => { " + WORDS + " return " + expression + " })()");
    }

    Object value(String expression) throws IOException, InterruptedException {
        return browser.value(expression);
    }

    String text(String expression) throws IOException, InterruptedException {
        return String.valueOf(
                browser.value("(() => { " + WORDS + " return " + expression + ".textContent })()"));
    }

    void click(String selector) throws IOException, InterruptedException {
        browser.click(selector);
    }

    void press(String key) throws IOException, InterruptedException {
        browser.press(key);
    }

    void write(String text) throws IOException, InterruptedException {
        browser.write(text);
    }

    void size(int width, int height) throws IOException, InterruptedException {
        browser.size(width, height, 2);
    }

    /// The colour of the ground where the system prefers one or the other.
    String ground(String scheme) throws IOException, InterruptedException {
        browser.prefer(scheme);
        return String.valueOf(browser.value("getComputedStyle(document.body).backgroundColor"));
    }

    /// Ends the supervisor; the browser has complained about nothing.
    void end() throws IOException, InterruptedException {
        endWithComplaints(List.of());
    }

    /// @param expected what a complaint may be about
    void endWithComplaints(List<String> expected) throws IOException, InterruptedException {
        var others =
                browser.complaints().stream()
                        .filter(text -> expected.stream().noneMatch(text::contains))
                        .toList();
        assertEquals(List.of(), others, "the browser complains");
        household.reeve("down").expecting(0);
    }

    @Override
    public void close() throws IOException {
        try {
            browser.open("about:blank");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
