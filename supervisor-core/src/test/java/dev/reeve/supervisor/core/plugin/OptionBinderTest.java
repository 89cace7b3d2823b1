package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

class OptionBinderTest {
    private static final Path BASE = Path.of("/srv/shop");

    private final List<Problem> problems = new ArrayList<>();

    enum Mode {
        OWNED,
        ANY_PROCESS
    }

    record Tls(@Option(about = "its certificate") Path certificate, Optional<String> name) {}

    record Tcp(
            @Option(fallback = "localhost") String host,
            @Option(about = "where it listens", min = 1, max = 65535) int port,
            @Option(fallback = "1s") Duration connectTimeout,
            @Option(fallback = "owned") Mode mode,
            Optional<Tls> tls) {}

    record Everything(
            String text,
            int small,
            long big,
            double share,
            boolean flag,
            Mode mode,
            Duration span,
            Path path,
            URI uri,
            List<Integer> numbers,
            Map<String, List<String>> words,
            Tls tls,
            Optional<Duration> none,
            Optional<Integer> some) {}

    record Fallbacks(
            @Option(fallback = "[200, 204]") List<Integer> codes,
            @Option(fallback = "{a: b}") Map<String, String> labels,
            @Option(fallback = "10000000000") long bytes,
            @Option(fallback = "0.5") double share,
            @Option(fallback = "true") boolean flag,
            @Option(fallback = "run/ready") Path path,
            @Option(fallback = "") String empty) {}

    @Test
    void everyTypeIsMadeOfPlainValues() throws PluginFailure {
        Map<String, Object> written =
                Map.ofEntries(
                        Map.entry("text", "hello"),
                        Map.entry("small", 5L),
                        Map.entry("big", 5_000_000_000L),
                        Map.entry("share", 0.25),
                        Map.entry("flag", true),
                        Map.entry("mode", "any_process"),
                        Map.entry("span", "1m30s"),
                        Map.entry("path", "run/../ready"),
                        Map.entry("uri", "http://localhost:80/a"),
                        Map.entry("numbers", List.of(1, 2)),
                        Map.entry("words", Map.of("a", List.of("b"))),
                        Map.entry("tls", Map.of("certificate", "/etc/c.pem", "name", "n")),
                        Map.entry("some", 7));
        assertEquals(
                new Everything(
                        "hello",
                        5,
                        5_000_000_000L,
                        0.25,
                        true,
                        Mode.ANY_PROCESS,
                        Duration.ofSeconds(90),
                        Path.of("/srv/shop/ready"),
                        URI.create("http://localhost:80/a"),
                        List.of(1, 2),
                        Map.of("a", List.of("b")),
                        new Tls(Path.of("/etc/c.pem"), Optional.of("n")),
                        Optional.empty(),
                        Optional.of(7)),
                bind(Everything.class, written));
    }

    @Test
    void whatIsNotWrittenHasItsFallback() throws PluginFailure {
        assertEquals(
                new Fallbacks(
                        List.of(200, 204),
                        Map.of("a", "b"),
                        10_000_000_000L,
                        0.5,
                        true,
                        Path.of("/srv/shop/run/ready"),
                        ""),
                bind(Fallbacks.class, Map.of()));
    }

    @Test
    void allMistakesAreToldAtOnceEachAtItsPlace() throws PluginFailure {
        assertNull(
                bind(
                        Tcp.class,
                        Map.of(
                                "port", 99999,
                                "colour", "red",
                                "mode", "owner",
                                "connect_timeout", "soon",
                                "tls", Map.of("nmae", "x"))));
        assertEquals(
                List.of(
                        "reeve.yaml:2:1: `tcp` has no option `colour` (there are: connect_timeout,"
                                + " host, mode, port, tls)",
                        "reeve.yaml:7:12: `certificate` is missing: its certificate",
                        "reeve.yaml:7:12: `connect_timeout` must be a duration like `5s`, not"
                                + " `soon`",
                        "reeve.yaml:7:12: `mode` cannot be `owner` (there are: any_process,"
                                + " owned); did you mean `owned`?",
                        "reeve.yaml:7:12: `port` must be from 1 to 65535, not `99999`",
                        "reeve.yaml:7:12: `tls` has no option `nmae` (there are: certificate,"
                                + " name); did you mean `name`?"),
                problems.stream().sorted().map(Problem::toString).toList());
        assertEquals(
                List.of("web.ready.tcp.colour", "web.ready.tcp.tls", "web.ready.tcp.tls.nmae"),
                problems.stream()
                        .map(Problem::key)
                        .filter(key -> key.contains("colour") || key.contains("tls"))
                        .sorted()
                        .toList());
    }

    @Test
    void anOptionThatMustBeWrittenSaysWhatItIsFor() throws PluginFailure {
        assertNull(bind(Tcp.class, Map.of()));
        assertEquals("web.ready.tcp", problems.getFirst().key());
        assertEquals("`port` is missing: where it listens", problems.getFirst().text());
    }

    @Test
    void anEmptyValueIsAMissingOne() throws PluginFailure {
        Map<String, Object> written = new java.util.HashMap<>(Map.of("port", 80));
        written.put("host", null);
        assertEquals(
                new Tcp("localhost", 80, Duration.ofSeconds(1), Mode.OWNED, Optional.empty()),
                bind(Tcp.class, written));
        written.put("port", null);
        assertNull(bind(Tcp.class, written));
        assertEquals("`port` is missing: where it listens", problems.getFirst().text());
    }

    record Text(String v) {}

    record Whole(@Option(min = 1) int v) {}

    record Most(@Option(max = 9) long v) {}

    record Number(double v) {}

    record Truth(boolean v) {}

    record Place(Path v) {}

    record Address(URI v) {}

    record Many(List<Integer> v) {}

    record Named(Map<String, Integer> v) {}

    record Hidden(@Option(secret = true, max = 5) int v) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Text   | list   | `v` must be text, not a list",
                "Text   | double | `v` must be text (in quotes), not `1.5`",
                "Whole  | word   | `v` must be a whole number, not `word`",
                "Whole  | double | `v` must be a whole number, not `1.5`",
                "Whole  | 0      | `v` must be at least 1, not `0`",
                "Whole  | 9999999999 | `v` must be at least 1, not `9999999999`",
                "Most   | 10     | `v` must be at most 9, not `10`",
                "Number | word   | `v` must be a number, not `word`",
                "Truth  | 1      | `v` must be true or false, not `1`",
                "Place  | 5      | `v` must be a path, not `5`",
                "Place  | list   | `v` must be a path, not a list",
                "Address| a b    | `v` must be a URI, not `a b`",
                "Many   | 5      | `v` must be a list, not `5`",
                "Many   | list   | `v` must be a whole number, not `x`",
                "Named  | list   | `v` must be a mapping, not a list",
                "Hidden | 77     | `v` must be at most 5"
            })
    void aValueOfAWrongTypeIsNamed(String record, String written, String text)
            throws ReflectiveOperationException, PluginFailure {
        Object value =
                switch (written) {
                    case "list" -> List.of("x");
                    case "double" -> 1.5;
                    default -> written.matches("[0-9]+") ? (Object) Long.valueOf(written) : written;
                };
        Class<?> type = Class.forName(OptionBinderTest.class.getName() + "$" + record);
        assertNull(bind(type.asSubclass(Record.class), Map.of("v", value)));
        assertEquals(List.of(text), problems.stream().map(Problem::text).toList());
    }

    record Handed(Map<String, Object> options) {}

    @Test
    void whatSomebodyElseWillCheckIsTakenAsItWasWritten() throws PluginFailure {
        Map<String, Object> written = Map.of("a", 1L, "b", List.of("c"), "d", Map.of("e", true));
        assertEquals(new Handed(written), bind(Handed.class, Map.of("options", written)));
        assertEquals(
                "mapping to anything",
                OptionDescription.of(OptionRecord.options(Handed.class)).getFirst().type());
    }

    record Pair(@Option(fallback = "1") int low, @Option(fallback = "2") int high) {
        Pair {
            if (low > high) {
                throw new IllegalArgumentException("`low` is above `high`");
            }
            if (low == 7) {
                throw new IllegalStateException("seven");
            }
        }
    }

    @Test
    void whatARecordRefusesIsAMistakeAtItsUse() throws PluginFailure {
        assertNull(bind(Pair.class, Map.of("low", 5)));
        assertEquals(
                List.of("reeve.yaml:7:12: `low` is above `high`"),
                problems.stream().map(Problem::toString).toList());
    }

    @Test
    void whatElseARecordThrowsIsThePluginsFault() {
        PluginFailure failure =
                assertThrows(
                        PluginFailure.class, () -> bind(Pair.class, Map.of("low", 7, "high", 8)));
        assertEquals("java.lang.IllegalStateException: seven", failure.text());
    }

    record Odd(Thread thread) {}

    @Test
    void aTypeThatOptionsCannotHaveIsThePluginsFault() {
        PluginFailure failure =
                assertThrows(PluginFailure.class, () -> bind(Odd.class, Map.of("thread", "x")));
        assertEquals(
                "its option `thread` is of java.lang.Thread, a type that options cannot have",
                failure.text());
    }

    interface Middle<A, O extends Record> extends ReadyStrategyPlugin<O> {}

    abstract static class Above<X extends Record> implements Middle<String, X> {}

    static class Below extends Above<Tcp> {
        @Override
        public ReadyStrategy create(Tcp options, PlanContext context) {
            return _ -> {};
        }
    }

    @SuppressWarnings("rawtypes")
    abstract static class Raw implements ReadyStrategyPlugin {}

    record Command(@Option(words = true) List<String> command, List<String> names) {}

    @Test
    void aTextIsSplitIntoWordsWhereThatIsSaid() throws PluginFailure {
        Object names = List.of("a b");
        assertEquals(
                new Command(List.of("echo", "a b"), List.of("a b")),
                bind(Command.class, Map.of("command", "echo 'a b'", "names", names)));
        assertEquals(
                new Command(List.of("a b"), List.of("a b")),
                bind(Command.class, Map.of("command", names, "names", names)));
        assertNull(bind(Command.class, Map.of("command", "a | b", "names", "a b")));
        assertEquals(
                List.of(
                        "`command` cannot be split into words: `|` needs a shell: quote it, or run"
                                + " `sh -c`",
                        "`names` must be a list, not `a b`"),
                problems.stream().map(Problem::text).toList());
    }

    @Test
    void theRecordIsFoundThroughSuperclasses() throws PluginFailure {
        assertEquals(Tcp.class, OptionRecord.of(Below.class, ReadyStrategyPlugin.class));
        assertThrows(
                PluginFailure.class, () -> OptionRecord.of(Raw.class, ReadyStrategyPlugin.class));
    }

    record Bounded(@Option(min = 1) int least, @Option(max = 9) long most, int any) {}

    @Test
    void theSchemaOfAnOptionSaysAllThatIsKnownOfIt() {
        Map<?, ?> options = (Map<?, ?>) OptionSchema.of(Tcp.class).get("properties");
        Map<?, ?> port = (Map<?, ?>) Objects.requireNonNull(options.get("port"));
        assertEquals("whole number 1 to 65535", port.get("title"));
        assertEquals("where it listens", port.get("description"));
        Map<?, ?> host = (Map<?, ?>) Objects.requireNonNull(options.get("host"));
        assertEquals("localhost", host.get("default"));
        assertEquals(List.of("port"), OptionSchema.of(Tcp.class).get("required"));
        assertEquals(
                List.of("whole number from 1", "whole number to 9", "whole number"),
                OptionDescription.of(OptionRecord.options(Bounded.class)).stream()
                        .map(OptionDescription::type)
                        .toList());
    }

    @Test
    void optionsAreDescribedForPeople() {
        assertEquals(
                List.of(
                        "host text localhost false",
                        "port whole number 1 to 65535 null true",
                        "connect_timeout duration 1s false",
                        "mode owned | any_process owned false",
                        "tls {certificate: path, name: text} null false"),
                OptionDescription.of(OptionRecord.options(Tcp.class)).stream()
                        .map(
                                option ->
                                        String.join(
                                                " ",
                                                Arrays.asList(
                                                        option.name(),
                                                        option.type(),
                                                        option.fallback(),
                                                        "" + option.required())))
                        .toList());
    }

    private Record bind(Class<? extends Record> type, Map<String, Object> written)
            throws PluginFailure {
        Map<String, Location> places =
                Map.of(
                        "web.ready.tcp", new Location("reeve.yaml", 7, 12),
                        "web.ready.tcp.colour", new Location("reeve.yaml", 2, 1));
        return new OptionBinder("web.ready.tcp", BASE, places::get, problems::add, _ -> {})
                .bind(type, written, "tcp");
    }
}
