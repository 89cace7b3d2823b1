package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

@Timeout(60)
class PageCallsTest {
    private static final Path FILES =
            Path.of("src/main/resources/dev/reeve/plugin/control/http/page");
    private static final Pattern NAMED =
            Pattern.compile("(?:from '\\./|\"/ui/|'/ui/)([\\w.-]+)[\"']");

    private Served served;
    private Client client;

    @BeforeEach
    void aHouse() throws IOException {
        served = Served.serve();
        client = served.client();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void everyFileIsServedAsWhatItIs() throws IOException {
        assertTrue(names().size() > 30);
        for (String name : names()) {
            Client.Answer answer = client.get("/ui/" + name);
            assertEquals(200, answer.status(), name);
            assertEquals(Files.readString(FILES.resolve(name)), answer.body(), name);
            String type = answer.headers().get("content-type");
            String ending = name.substring(name.lastIndexOf('.'));
            assertEquals(
                    switch (ending) {
                        case ".js" -> "text/javascript; charset=utf-8";
                        case ".css" -> "text/css; charset=utf-8";
                        case ".svg" -> "image/svg+xml";
                        default -> "text/html; charset=utf-8";
                    },
                    type);
        }
    }

    @Test
    void everyFileThatOneNamesIsThere() throws IOException {
        var named = new TreeSet<String>();
        for (String name : names()) {
            NAMED.matcher(Files.readString(FILES.resolve(name)))
                    .results()
                    .forEach(found -> named.add(found.group(1)));
        }
        named.removeAll(names());
        assertEquals(new TreeSet<>(), named);
    }

    @Test
    void aFileIsOneConcernAndCanBeReadAsAPage() throws IOException {
        for (String name : names()) {
            assertTrue(Files.readAllLines(FILES.resolve(name)).size() <= 300, name);
        }
    }

    @Test
    void nothingMakesMarkupOfText() throws IOException {
        for (String name : names()) {
            String text = Files.readString(FILES.resolve(name));
            for (String forbidden :
                    List.of(
                            "innerHTML",
                            "outerHTML",
                            "insertAdjacentHTML",
                            "eval(",
                            "document.write",
                            " style=\"",
                            "https://",
                            " onclick=\"")) {
                assertFalse(text.contains(forbidden), name + " has " + forbidden);
            }
        }
    }

    @Test
    void thePageMayDoNothingButWhatIsItsOwn() throws IOException {
        Client.Answer front = client.get("/");
        assertEquals(200, front.status());
        String policy = String.valueOf(front.headers().get("content-security-policy"));
        for (String part :
                List.of(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "connect-src 'self'",
                        "frame-ancestors 'none'",
                        "form-action 'none'",
                        "base-uri 'none'",
                        "require-trusted-types-for 'script'")) {
            assertTrue(policy.contains(part), policy);
        }
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("no-referrer", front.headers().get("referrer-policy"));
        assertEquals("nosniff", front.headers().get("x-content-type-options"));
        assertEquals("no-cache", front.headers().get("cache-control"));
    }

    @Test
    void whoHasAFileAlreadyIsToldSo() throws IOException {
        String tag = String.valueOf(client.get("/ui/app.js").headers().get("etag"));
        Client.Answer again = client.get("/ui/app.js", "If-None-Match: " + tag);
        assertEquals(304, again.status());
        assertEquals("", again.body());
        assertEquals(200, client.get("/ui/app.js", "If-None-Match: \"other\"").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui/",
                "/ui/none.js",
                "/ui/StaticFile.class",
                "/ui/../index.html",
                "/ui/..%2findex.html",
                "/ui/%2e%2e/call/Site.class",
                "/ui/a/index.html",
                "/ui/index.html%00",
                "/UI/index.html"
            })
    void nothingElseIsToBeHad(String path) throws IOException {
        assertEquals(404, client.get(path).status());
    }
}
