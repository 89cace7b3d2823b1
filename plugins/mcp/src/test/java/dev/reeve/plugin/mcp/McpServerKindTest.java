package dev.reeve.plugin.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class McpServerKindTest {
    private List<String> command = List.of();
    private Map<String, String> environment = Map.of();
    private Optional<Path> directory = Optional.empty();
    private Optional<URI> url = Optional.empty();
    private Map<String, String> headers = Map.of();
    private Optional<Path> tokenFile = Optional.empty();
    private Optional<String> tokenVariable = Optional.empty();

    private McpServerKind.Options options() {
        return new McpServerKind.Options(
                command,
                environment,
                directory,
                Duration.ofSeconds(5),
                url,
                headers,
                tokenFile,
                tokenVariable,
                Duration.ofSeconds(60));
    }

    private void assertMistake(String text) {
        var mistake = assertThrows(IllegalArgumentException.class, this::options);
        assertTrue(String.valueOf(mistake.getMessage()).contains(text), mistake.getMessage());
    }

    @Test
    void thereIsEitherACommandOrAUrl() {
        assertMistake("either a `command` or a `url`");
        command = List.of("npx");
        assertEquals(List.of("npx"), options().command());
        url = Optional.of(URI.create("http://localhost/mcp"));
        assertMistake("not both");
        command = List.of();
        assertEquals(url, options().url());
    }

    @Test
    void whatBelongsToTheOtherKindIsAMistake() {
        command = List.of("npx");
        headers = Map.of("X", "y");
        assertMistake("belong to a `url`");
        headers = Map.of();
        tokenVariable = Optional.of("TOKEN");
        assertMistake("belong to a `url`");
        tokenVariable = Optional.empty();
        command = List.of();
        url = Optional.of(URI.create("https://example.org/mcp"));
        environment = Map.of("A", "b");
        assertMistake("belong to a `command`");
        environment = Map.of();
        directory = Optional.of(Path.of("x"));
        assertMistake("belong to a `command`");
    }

    @Test
    void thereIsOneToken() {
        url = Optional.of(URI.create("https://example.org/mcp"));
        tokenFile = Optional.of(Path.of("token"));
        tokenVariable = Optional.of("TOKEN");
        assertMistake("there is one token");
    }

    @Test
    void aUrlIsOneOfTheWeb() {
        for (String wrong : List.of("ftp://example.org/", "example.org", "http:///mcp")) {
            url = Optional.of(URI.create(wrong));
            assertMistake("must be like https://example.org/mcp");
        }
    }
}
