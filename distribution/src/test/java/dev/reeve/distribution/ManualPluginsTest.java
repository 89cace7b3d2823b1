package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The plugins that README and the manual show, built as they are shown, and used.
class ManualPluginsTest {
    private static final Pattern TYPE = Pattern.compile("(?m)^public final class (\\w+)");

    @Test
    void readmesFirstPluginMakesAServiceReady() throws Exception {
        try (var household = new Household()) {
            var readme = Page.named("README.md");
            sources(household, readme);
            var build =
                    readme.blocks().stream()
                            .filter(block -> block.text().contains("javac"))
                            .findFirst()
                            .orElseThrow()
                            .text();
            build(household, build);

            var up = household.up();
            household.awaitPhase("store", "running");
            assertTrue(Files.exists(household.folder().resolve("open")));
            assertTrue(
                    household
                            .reeve("plugins", "list")
                            .expecting(0)
                            .out()
                            .contains("ready-command"));
            end(household, up);
        }
    }

    @Test
    void thePluginOfTheManualGoesThroughThreeDoors() throws Exception {
        try (var household = new Household()) {
            sources(household, Page.named("docs/writing-plugins.md"));
            build(
                    household,
                    """
                    reeve=/path/to/the/distribution
                    printf 'Plugin-Id: doors\\nPlugin-Version: 1.0.0\\n' >MANIFEST.MF
                    javac -p "$reeve/lib" -d classes module-info.java Badge.java Alarm.java Narrator.java
                    mkdir -p plugins
                    jar --create --file plugins/doors.jar --manifest MANIFEST.MF -C classes .
                    """);

            var up = household.up();
            household.await(
                    "the narrator tells", () -> household.said().contains("2 supervisor: "));
            household.await("the alarm sounds", () -> household.said().contains("web uses "));
            var badge = household.folder().resolve("badges/web");
            household.await("web has a badge", () -> Files.exists(badge));
            end(household, up);
            assertTrue(!Files.exists(badge), "the badge is still there");
        }
    }

    @Test
    void theLoginOfTheManualMakesSessionsAsLongAsItIsLetIn() throws Exception {
        try (var identity = new Identity();
                var household = new Household(Map.of("IDENTITY", identity.url()))) {
            sources(household, Page.named("docs/sessions.md"));
            household.file("secrets/client", "hush-hush\n");
            build(
                    household,
                    """
                    reeve=/path/to/the/distribution
                    printf 'Plugin-Id: login\\nPlugin-Version: 1.0.0\\n' >MANIFEST.MF
                    javac -p "$reeve/lib" -d classes module-info.java Logins.java
                    mkdir -p plugins
                    jar --create --file plugins/login.jar --manifest MANIFEST.MF -C classes .
                    """);
            var up = household.up();
            awaitStatus(household, "orders", "connected");
            identity.expire();
            household.await("the token is renewed", () -> identity.tokens() == 2);
            awaitStatus(household, "orders", "connected");
            identity.letIn(false);
            identity.expire();
            awaitStatus(household, "login", "auth_required");
            assertFalse(household.said().contains("hush-hush"));
            identity.letIn(true);
            household.reeve("start", "login").expecting(0);
            awaitStatus(household, "orders", "connected");
            end(household, up);
        }
    }

    private static void awaitStatus(Household household, String name, String status)
            throws InterruptedException {
        household.await(
                name + " is " + status,
                () -> status.equals(household.control().service(name).get("status")));
    }

    private static void sources(Household household, Page page) throws IOException {
        for (var block : page.blocks()) {
            if (block.info().equals("yaml plugin")) {
                household.file("reeve.yaml", block.text());
            } else if (block.info().equals("java")) {
                var type = TYPE.matcher(block.text());
                household.file(
                        type.find() ? type.group(1) + ".java" : "module-info.java", block.text());
            }
        }
    }

    private static void build(Household household, String commands) throws Exception {
        var jdk = Path.of(System.getProperty("java.home"), "bin");
        household
                .run(
                        List.of(
                                "env",
                                "PATH=" + jdk + ":" + System.getenv("PATH"),
                                "sh",
                                "-euc",
                                commands.replace(
                                        "reeve=/path/to/the/distribution",
                                        "reeve='" + Unzipped.folder() + "'")))
                .expecting(0);
    }

    private static void end(Household household, Process up) throws Exception {
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}
