package dev.reeve.plugin.control.xmlrpc.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.plugin.control.xmlrpc.Caller;
import dev.reeve.plugin.control.xmlrpc.Served;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

class GateTest {
    private static final String CALL = Caller.xml("supervisor.getVersion");
    private static final String XML = "Content-Type: text/xml";

    @TempDir Path folder;

    private Served guarded() throws Exception {
        Files.writeString(folder.resolve("secret"), "open sesame\n");
        return new Served(folder, Optional.of("ali"), Optional.of(Path.of("secret")));
    }

    private static String basic(String nameAndPassword) {
        return "Authorization: Basic "
                + Base64.getEncoder()
                        .encodeToString(nameAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"ali:open sesame,200", "ali:open,401", "eve:open sesame,401", "open sesame,401"})
    void onlyTheRightNameWithTheRightPasswordIsLetIn(String shown, int status) throws Exception {
        try (Served served = guarded();
                Caller caller = served.caller()) {
            assertEquals(status, caller.post(CALL, XML, basic(shown)).status());
        }
    }

    @Test
    void whoShowsNothingIsAskedForAPassword() throws Exception {
        try (Served served = guarded();
                Caller caller = served.caller()) {
            Caller.Answer answer = caller.get("/mainlogtail");
            assertEquals(401, answer.status());
            assertEquals("Basic realm=\"reeve\"", answer.headers().get("WWW-Authenticate"));
        }
    }

    @Test
    void aHeaderThatIsNoBase64IsNotAPassword() throws Exception {
        try (Served served = guarded();
                Caller caller = served.caller()) {
            assertEquals(401, caller.post(CALL, XML, "Authorization: Basic §§§").status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Host: localhost:9001,200",
        "Host: 127.0.0.1,200",
        "Host: [::1]:9001,200",
        "Host: evil.example,421",
        "Host: 127.0.0.1.evil.example:9001,421",
        "Origin: http://localhost,403",
        "Origin: null,403",
        "Sec-Fetch-Site: cross-site,403"
    })
    void noPageInABrowserGetsThrough(String header, int status) throws Exception {
        try (Served served = new Served(folder);
                Caller caller = served.caller()) {
            assertEquals(status, caller.post(CALL, XML, header).status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text/xml,200",
        "text/xml; charset=utf-8,200",
        "application/xml,200",
        "text/plain,415",
        "application/x-www-form-urlencoded,415",
        "multipart/form-data,415"
    })
    void whatAFormCanSendIsNoCall(String type, int status) throws Exception {
        try (Served served = new Served(folder);
                Caller caller = served.caller()) {
            assertEquals(status, caller.post(CALL, "Content-Type: " + type).status());
        }
    }
}
