package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A newcomer reads README and the manual, and types what stands there, as it stands there. What is
/// not typed here has a reason.
class WalkTest {
    private static final String BUILDS = "it builds the product, and this tests what was built";
    private static final String UNPACKS = "every test here unpacks the zip";
    private static final String PLUGIN = "ManualPluginsTest types it";

    /// From top to bottom: below, and by FiveMinutesTest and ExternalProgramTest.
    private static final Set<String> TYPED_ELSEWHERE =
            Set.of(
                    "docs/getting-started.md",
                    "docs/writing-plugins.md",
                    "docs/external-plugins.md");

    private static final Map<String, String> NOT_TYPED =
            Map.ofEntries(
                    Map.entry("mvn verify", BUILDS),
                    Map.entry(
                            "reeve discover --pid-file /run/redis.pid",
                            "a file that is not on every machine"),
                    Map.entry("mvn -q package -DskipTests", BUILDS),
                    Map.entry("mvn -q compile -pl supervisor-api -am", BUILDS),
                    Map.entry("reeve plugins verify plugins/tide", "ExternalProgramTest types it"),
                    Map.entry("mvn -q -N validate exec:exec@baseline", BUILDS),
                    Map.entry("reeve up -d --timings", "WhoDoesWhatTest types it"),
                    Map.entry(
                            "mvn -q package -DskipTests && distribution/target/reeve/bin/reeve up"
                                    + " -f distribution/target/reeve/examples/hello/reeve.yaml",
                            BUILDS + "; ExamplesTest runs the example"),
                    Map.entry(
                            "unzip -q distribution/target/reeve-0.1.0-linux-*.zip -d ~/opt",
                            UNPACKS),
                    Map.entry("export PATH=~/opt/reeve-0.1.0/bin:$PATH", UNPACKS),
                    Map.entry("reeve=/path/to/the/distribution", PLUGIN),
                    Map.entry(
                            "printf 'Plugin-Id: ready-command\\nPlugin-Version: 1.0.0\\n'"
                                    + " >MANIFEST.MF",
                            PLUGIN),
                    Map.entry(
                            "javac -p \"$reeve/lib\" -d classes module-info.java CommandReady.java",
                            PLUGIN),
                    Map.entry("mkdir -p plugins", PLUGIN),
                    Map.entry(
                            "jar --create --file plugins/ready-command.jar --manifest MANIFEST.MF"
                                    + " -C classes .",
                            PLUGIN),
                    Map.entry(
                            "reeve --state-directory /srv/shop/.reeve status",
                            "outside of the test's folder"),
                    Map.entry(
                            "reeve --url http://127.0.0.1:8420 --token-file token status",
                            "a port of its own in TokenTest"),
                    Map.entry(
                            "reeve adopt 4711 --as cache", "a process of its own in AdoptionTest"),
                    Map.entry("reeve upgrade --home /opt/reeve-0.2.0", "UpgradeTest has two homes"),
                    Map.entry(
                            "supervisorctl -s unix:///srv/shop/supervisor.sock status",
                            "SupervisordToolsTest"),
                    Map.entry(
                            "supervisorctl -s unix:///srv/shop/supervisor.sock tail -f web",
                            "SupervisordToolsTest"));

    /// Something stands for something else, may be left out, or is one of several; read, and not
    /// typed, by ManualCommandsTest.
    private static final Pattern PATTERN =
            Pattern.compile("[\\[…|]|\\b(SERVICE|FILE|ID|NAME|PID|TIME|VERB|DIR|THREAD|ACTOR)\\b");

    private static final Pattern PROGRAM =
            Pattern.compile("(reeve|curl|mvn|unzip|export|source|supervisorctl) .*");

    private static final String MANIFEST =
            """
            services:
              web:
                command: &talks 'trap "" HUP 35; while :; do echo an error; sleep 1; done'
                shell: true
                stop: {timeout: 1s}
                health: {exec: {command: "true"}, interval: 200ms}
              api: {command: *talks, shell: true, stop: {timeout: 1s}, depends_on: [web]}
              job-1: {command: *talks, shell: true, stop: {timeout: 1s}}
            """;

    @Test
    void everyLineOfReadmeAndTheManualWorksOrHasAReason() throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", MANIFEST);
            household.file("extra.yaml", "services: {extra: {command: [sleep, \"1000\"]}}\n");
            begin(household);
            var wrong = new ArrayList<String>();
            var typed = new LinkedHashSet<String>();
            var reasons = new TreeSet<>(NOT_TYPED.keySet());
            for (var page : Page.all()) {
                if (TYPED_ELSEWHERE.contains(page.path().toString())) {
                    lines(page).forEach(reasons::remove);
                    continue;
                }
                if (!page.path().equals(Path.of("README.md")) && !page.path().startsWith("docs")) {
                    continue; // For those who change Reeve.
                }
                for (var line : lines(page)) {
                    reasons.remove(line);
                    if (NOT_TYPED.containsKey(line) || !typed.add(line)) {
                        continue;
                    }
                    var ran = type(household, line);
                    if (!fine(line, ran)) {
                        wrong.add(page.path() + ": " + line + ": " + ran);
                    }
                    if (line.equals("reeve down")) {
                        begin(household);
                    }
                }
            }
            assertEquals("", String.join("\n", wrong));
            assertTrue(typed.size() > 30, typed::toString);
            assertEquals(Set.of(), reasons, "is not on any page any more");
            type(household, "reeve down").expecting(0);
            household.await("all have ended", () -> household.living().isEmpty());
            household.assertNothingLeft();
        }
    }

    @Test
    void gettingStartedIsTypedFromTopToBottom() throws Exception {
        var page = Page.named("docs/getting-started.md");
        var manifest =
                page.blocks().stream()
                        .filter(block -> block.info().equals("yaml"))
                        .findFirst()
                        .orElseThrow();
        try (var household = new Household()) {
            household.file("reeve.yaml", manifest.text());
            Process up = null;
            for (var line : lines(page)) {
                if (line.equals("reeve up")) {
                    up = household.up();
                    household.awaitPhase("app", "running");
                } else if (!NOT_TYPED.containsKey(line)) {
                    type(household, line).expecting(0);
                }
                if (line.equals("reeve down") && up != null) {
                    assertEquals(0, household.ended(up));
                    up = null;
                }
            }
            household.await("all have ended", () -> household.living().isEmpty());
            household.assertNothingLeft();
        }
    }

    @Test
    void readmesFirstManifestDoesWhatReadmeSays() throws Exception {
        Programs.assumeThere("python3");
        var page = Page.named("README.md");
        var manifest =
                page.blocks().stream()
                        .filter(block -> block.info().equals("yaml"))
                        .findFirst()
                        .orElseThrow();
        try (var household = new Household()) {
            int port = Household.freePort();
            household.file("reeve.yaml", manifest.text().replace("8000", Integer.toString(port)));
            assertEquals(
                    "reeve.yaml: no mistakes, 2 services\n",
                    type(household, "reeve check").expecting(0).out());
            type(household, "reeve up -d").expecting(0);
            var status = type(household, "reeve status").expecting(0).out();
            assertTrue(status.startsWith("NAME     STATUS   HEALTH  PID "), status);
            long first = household.awaitPid("web", 0);
            Processes.signal("KILL", first);
            household.awaitPid("web", first);
            assertEquals(1, household.control().service("web").get("restarts"));
            household.await(
                    "the visitor has been there",
                    () ->
                            type(household, "reeve logs visitor")
                                    .out()
                                    .contains("the page is there"));
            type(household, "reeve down").expecting(0);
            household.await("all have ended", () -> household.living().isEmpty());
            household.assertNothingLeft();
        }
    }

    private static void begin(Household household) throws Exception {
        type(household, "reeve up -d").expecting(0);
        type(household, "reeve wait --for healthy web").expecting(0);
    }

    /// Who follows is ended after a while.
    private static boolean fine(String line, Household.Ran ran) {
        return ran.code() == 0 || line.contains(" -f") && (ran.code() == 124 || ran.code() == 130);
    }

    private static Household.Ran type(Household household, String line) throws Exception {
        var path = "PATH=" + Unzipped.folder().resolve("bin") + ":" + System.getenv("PATH");
        var seconds = line.contains(" -f") && !line.contains("add -f") ? "3" : "50";
        return household.run(
                List.of("env", path, "timeout", "-s", "INT", seconds, "bash", "-c", line));
    }

    /// What a page shows to be typed: lines of `sh`, and indented ones that begin with a program. A
    /// description may stand behind two blanks.
    private static List<String> lines(Page page) {
        var lines = new ArrayList<String>();
        page.blocks().stream()
                .filter(block -> block.info().equals("sh"))
                .forEach(block -> lines.addAll(block.text().lines().toList()));
        page.prose()
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.strip().replaceFirst("  +.*", ""))
                .filter(line -> PROGRAM.matcher(line).matches())
                .forEach(lines::add);
        lines.removeIf(
                line ->
                        PATTERN.matcher(line.replaceAll("'[^']*'", "")).find()
                                && !NOT_TYPED.containsKey(line));
        return lines;
    }
}
