package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What README and the manual say is so.
class ManualTest {
    /// What the manual takes for granted on a machine, and in the folder of a manifest.
    private static final List<String> PROGRAMS =
            List.of("redis-server", "nginx", "python3", "logger", "postgres", "haproxy");

    private static final List<String> OWN_PROGRAMS =
            List.of("bin/api", "bin/migrate", "bin/build", "bin/test", "bin/sleep-1.0");

    private static final List<String> SECRETS =
            List.of("secrets/database", "secrets/deephaven", "secrets/client", "secrets/ca.pem");

    private static final Pattern KNOWN = Pattern.compile("\\(there are: ([^)]*)\\)");

    @Test
    void everyManifestOfTheManualIsWithoutMistakesOrHasThoseThatAreTold() throws Exception {
        try (var household = new Household()) {
            Map<Path, String> expected = new LinkedHashMap<>();
            for (var page : Page.all()) {
                var blocks = page.blocks();
                for (int at = 0; at < blocks.size(); at++) {
                    var block = blocks.get(at);
                    if (block.info().equals("yaml")) {
                        expected.put(folder(household, expected.size(), block), "");
                    } else if (block.info().equals("yaml wrong")) {
                        assertEquals("text", blocks.get(at + 1).info(), block + ": what is told?");
                        var told = blocks.get(at + 1).text();
                        expected.put(folder(household, expected.size(), block), told);
                    }
                }
            }
            assertTrue(expected.size() > 20, expected.toString());
            CheckMany.run(household, List.copyOf(expected.keySet()), programs(household));
            for (var entry : expected.entrySet()) {
                var block = Files.readString(entry.getKey().resolve("block"));
                assertEquals(entry.getValue(), said(entry.getKey()), block);
                var code = Files.readString(entry.getKey().resolve("code"));
                assertEquals(entry.getValue().isEmpty() ? "0" : "2", code, block);
            }
        }
    }

    @Test
    void everyKeyThatAManifestMayHaveIsInTheManual() throws Exception {
        var known =
                knownIn(
                        """
                        nothing: 1
                        plugins: {nothing: 1}
                        history: {nothing: 1}
                        services:
                          a:
                            nothing: 1
                            command: [sleep, "1"]
                            depends_on: {b: {nothing: 1}}
                            ready: {tcp: {port: 1}, nothing: 1}
                            health: {tcp: {port: 1}, nothing: 1}
                            restart: {nothing: 1, backoff: {nothing: 1}}
                            stop: {nothing: 1}
                            logs: {nothing: 1}
                          b: {command: [sleep, "1"]}
                        """,
                        11);
        assertAllIn(known, Page.named("docs/manifest.md"));
    }

    @Test
    void everyOptionOfAShippedPluginIsInTheManual() throws Exception {
        var known =
                knownIn(
                        """
                        control: [{unix: {nothing: 1}}, {http: {nothing: 1}}, {xmlrpc: {nothing: 1}}, {tcp: {nothing: 1}}]
                        services:
                          a: {command: [sleep, "1"], ready: {tcp: {nothing: 1}}}
                          b: {command: [sleep, "1"], ready: {file: {nothing: 1}}}
                          c: {command: [sleep, "1"], ready: {pipe: {nothing: 1}}}
                          d: {command: [sleep, "1"], hooks: [{exec: {nothing: 1}}]}
                          e: {command: [sleep, "1"], stats: [{csv: {nothing: 1}}]}
                          h: {command: [sleep, "1"], ready: {http: {nothing: 1}}}
                          i: {command: [sleep, "1"], ready: {exec: {nothing: 1}}}
                          j: {command: [sleep, "1"], ready: {log: {nothing: 1}}}
                          k: {command: [sleep, "1"], ready: {notify: {nothing: 1}}}
                          l: {command: [sleep, "1"], health: {tcp: {nothing: 1}}}
                          m: {command: [sleep, "1"], health: {http: {nothing: 1}}}
                          n: {command: [sleep, "1"], health: {exec: {nothing: 1}}}
                          o: {command: [sleep, "1"], health: {file: {nothing: 1}}}
                          p: {command: [sleep, "1"], health: {log: {nothing: 1}}}
                          r: {command: [sleep, "1"], logs: {forward: [{syslog: {nothing: 1}}, {loki: {nothing: 1}}]}}
                          q: {command: [sleep, "1"], health: {none: }}
                          f: {command: [sleep, "1"], ready: {none: }}
                          g: {command: [sleep, "1"], hooks: [none], stats: [none]}
                        """,
                        24);
        assertAllIn(known, Page.named("docs/plugins.md"));
    }

    @Test
    void everyOptionOfASessionIsInTheManual() throws Exception {
        var known =
                knownIn(
                        """
                        services:
                          a: {kind: session, backend: http, config: {nothing: 1}}
                          b: {kind: session, backend: jdbc, config: {nothing: 1, retry: {nothing: 1}}}
                          c: {kind: session, backend: enterprise, config: {nothing: 1}}
                          d: {kind: session, backend: community, config: {nothing: 1, launch: {nothing: 1}}}
                        """,
                        6);
        assertAllIn(known, Page.named("docs/sessions.md"));
    }

    @Test
    void everyOptionOfMcpIsOnItsPage() throws Exception {
        var known =
                knownIn(
                        """
                        control: [{mcp: {nothing: 1}}]
                        services:
                          a: {kind: mcp-server, config: {command: x, nothing: 1}}
                          b: {kind: mcp-aggregator, config: {nothing: 1}}
                        """,
                        3);
        assertAllIn(known, Page.named("docs/mcp.md"));
    }

    @Test
    void theModulesThatAPluginMayRequireAreThoseOfTheRuntime() throws Exception {
        var pom = Files.readString(Page.ROOT.resolve("distribution/pom.xml"));
        var modules = Pattern.compile("<dist.jdk.modules>([^<]*)<").matcher(pom);
        assertTrue(modules.find());
        var listed = "> `" + String.join("`, `", modules.group(1).split(",")) + "`\n";
        assertTrue(Page.named("docs/writing-plugins.md").text().contains(listed), listed);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var dead = new ArrayList<String>();
        var link = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
        for (var page : Page.all()) {
            for (var found : link.matcher(page.prose()).results().toList()) {
                var here = Page.ROOT.resolve(page.path());
                var target = found.group(1).isEmpty() ? here : here.resolveSibling(found.group(1));
                if (!Files.exists(target) || !hasAnchor(target, found.group(2))) {
                    dead.add(page.path() + ": " + found.group());
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        var text =
                Page.named("docs/from-other-systems.md").text()
                        + Page.named("docs/demands.md").text();
        var named = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`").matcher(text);
        var missing = new TreeSet<String>();
        int count = 0;
        for (var test : named.results().toList()) {
            count++;
            var method = test.group(2) == null ? "class " + test.group(1) : test.group(2) + "(";
            if (sources(test.group(1)).stream().noneMatch(source -> source.contains(method))) {
                missing.add(test.group());
            }
        }
        assertEquals(new TreeSet<>(), missing);
        assertTrue(count > 30, "only " + count + " tests are named");
    }

    private static List<String> sources(String test) throws IOException {
        try (var files = Files.walk(Page.ROOT)) {
            var found = new ArrayList<String>();
            for (var file : files.filter(one -> one.endsWith(test + ".java")).toList()) {
                found.add(Files.readString(file));
            }
            return found;
        }
    }

    private static boolean hasAnchor(Path target, String anchor) throws IOException {
        if (anchor == null) {
            return true;
        }
        var text = Files.readString(target);
        return text.contains("<a id=\"" + anchor + "\">")
                || text.lines()
                        .filter(line -> line.startsWith("#"))
                        .map(
                                line ->
                                        line.replaceFirst("^#+ ", "")
                                                .toLowerCase(java.util.Locale.ROOT))
                        .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                        .anyMatch(anchor::equals);
    }

    /// The words that a manifest's mistakes name as known.
    ///
    /// @param lists how many mistakes name any
    private static TreeSet<String> knownIn(String manifest, int lists) throws Exception {
        try (var household = new Household()) {
            var block = new Page.Block(Path.of("none"), 1, "yaml", manifest);
            var folder = folder(household, 0, block);
            CheckMany.run(household, List.of(folder), programs(household));
            var found = KNOWN.matcher(said(folder)).results().toList();
            assertEquals(lists, found.size(), said(folder));
            var known = new TreeSet<String>();
            found.forEach(list -> known.addAll(List.of(list.group(1).split(", "))));
            return known;
        }
    }

    private static void assertAllIn(TreeSet<String> words, Page page) {
        assertTrue(words.size() > 5, words.toString());
        words.removeIf(
                word ->
                        page.text().contains("`" + word + "`")
                                || page.text().contains("`" + word + ".")
                                || page.text().contains("." + word + "`")
                                || page.text().contains("\n### " + word + "\n"));
        assertEquals(new TreeSet<>(), words, "not in " + page.path());
    }

    private static Path folder(Household household, int number, Page.Block block)
            throws IOException {
        var name = "manifest-" + number;
        household.file(name + "/block", block.toString());
        household.file(name + "/reeve.yaml", block.text());
        for (var program : OWN_PROGRAMS) {
            household.script(name + "/" + program, "#!/bin/sh\n");
        }
        for (var secret : SECRETS) {
            household.file(name + "/" + secret, "hush\n");
        }
        return household.folder().resolve(name);
    }

    private static Path programs(Household household) throws IOException {
        for (var program : PROGRAMS) {
            household.script("programs/" + program, "#!/bin/sh\n");
        }
        return household.folder().resolve("programs");
    }

    private static String said(Path folder) throws IOException {
        return Files.readString(folder.resolve("said"));
    }
}
