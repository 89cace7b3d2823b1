package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class OptionSecretTest {
    private static final Path BASE = Path.of("/srv/shop");

    private final List<Problem> problems = new ArrayList<>();

    record Account(Secret password, Optional<Secret> token, List<Secret> keys) {}

    @Test
    void aSecretIsATextOrWhereOneLiesAndIsNeverShown(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "in the file\r\n");
        var made =
                (Account)
                        bind(
                                Account.class,
                                Map.of(
                                        "password", "letters",
                                        "token", Map.of("file", file.toString()),
                                        "keys", List.of(1234L, Map.of("env", "PATH"))));
        assertEquals(List.of(), problems);
        assertEquals("letters", made.password().reveal());
        assertEquals("in the file", made.token().orElseThrow().reveal());
        assertEquals("1234", made.keys().getFirst().reveal());
        assertEquals(System.getenv("PATH"), made.keys().getLast().reveal());
        assertFalse(made.toString().contains("letters") || made.toString().contains("1234"));
        Files.delete(file);
        var gone = assertThrows(IOException.class, () -> made.token().orElseThrow().reveal());
        assertEquals("there is no file " + file, gone.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enf   | NO_SUCH | `password` cannot come from `enf` (there are: env, file); did"
                        + " you mean `env`?",
                "env   | NO_SUCH | `password` cannot be had: the environment variable `NO_SUCH` is"
                        + " not set",
                "file  | gone    | `password` cannot be had: there is no file /srv/shop/gone",
                "file  | /tmp    | `password` cannot be had: /tmp is no file",
                "env   | ''     | `password` must be a text, {env: NAME} or {file: PATH}, and one"
                        + " of them",
            })
    void aSecretThatIsNotThereIsAMistakeAtItsPlace(String source, String at, String text)
            throws PluginFailure {
        bind(Account.class, Map.of("password", Map.of(source, at), "keys", List.of()));
        assertEquals(
                List.of("reeve.yaml:7:12: " + text),
                problems.stream().map(Problem::toString).toList());
        assertEquals("web.ready.tcp.password", problems.getFirst().key().substring(0, 22));
    }

    @Test
    void noMistakeShowsWhatMayBeASecret() throws PluginFailure {
        bind(
                Account.class,
                Map.of(
                        "password", List.of("hush"),
                        "token", Map.of("env", "PATH", "file", "hush"),
                        "keys", List.of(4711.5)));
        assertEquals(3, problems.size());
        assertFalse(problems.toString().contains("hush") || problems.toString().contains("4711"));
    }

    private Record bind(Class<? extends Record> type, Map<String, Object> written)
            throws PluginFailure {
        Map<String, Location> places = Map.of("web.ready.tcp", new Location("reeve.yaml", 7, 12));
        return new OptionBinder("web.ready.tcp", BASE, places::get, problems::add, _ -> {})
                .bind(type, written, "tcp");
    }
}
