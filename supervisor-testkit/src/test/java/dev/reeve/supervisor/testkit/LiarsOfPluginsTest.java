package dev.reeve.supervisor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHookPlugin;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.api.spi.MetricsExporter;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.testkit.PluginContract.Example;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Exporters, forwarders and whole plugins that break a promise do not pass the contracts.
class LiarsOfPluginsTest {
    @TempDir Path folder;

    @Test
    void anExporterThatTellsNothingOrWhatWasBeforeIsCaught() {
        assertCaught(exporting(_ -> "")::tellsEveryFigureAndWhatItIsWrittenIn);
        var calls = new AtomicInteger();
        assertCaught(exporting(_ -> "" + calls.incrementAndGet())::keepsNothingOfTheFiguresBefore);
    }

    @Test
    void anExporterThatSplitsAtALabelIsCaught() {
        MetricsExporterContract picky =
                exporting(
                        metrics -> {
                            for (Metric metric : metrics) {
                                for (Metric.Sample sample : metric.samples()) {
                                    Long.parseLong("" + (long) sample.value());
                                    if (sample.labels().containsValue("a,b={}")) {
                                        throw new IllegalArgumentException("a label");
                                    }
                                }
                            }
                            return "text";
                        });
        assertThrows(IllegalArgumentException.class, picky::takesLabelsAndValuesOfAnyKind);
    }

    @Test
    void aForwarderThatLosesOrTurnsLinesRoundIsCaught() {
        assertCaught(forwarding((_, _) -> {})::sendsLinesInTheirOrderOverSeveralCalls);
        assertCaught(
                forwarding((lines, to) -> lines.forEach(line -> to.addFirst(line.text())))
                        ::sendsLinesInTheirOrderOverSeveralCalls);
        assertCaught(
                forwarding((lines, to) -> lines.stream().limit(100).forEach(l -> to.add(l.text())))
                        ::takesAThousandLinesAtOnce);
        assertCaught(
                forwarding(
                                (lines, to) ->
                                        lines.forEach(
                                                line ->
                                                        to.add(
                                                                line.time().toString()
                                                                        + line.run())))
                        ::takesLinesOfAnyKind);
    }

    @Kind("wrong")
    static final class WrongOptions implements LifecycleHookPlugin<WrongOptions.Options> {
        enum Colour {
            RED
        }

        record Options(
                String silent,
                @Option(about = "a number", fallback = "70000", max = 65535) int port,
                @Option(about = "how long", fallback = "soon") Duration patience,
                @Option(about = "a colour", fallback = "blue") Colour colour,
                @Option(about = "some", fallback = "one") List<String> names,
                @Option(about = "a password") String password,
                @Option(about = "bytes") Set<Byte> bytes,
                @Option(about = "both", fallback = "1") Optional<Integer> either) {}

        @Override
        public LifecycleHook create(Options options, PlanContext context) {
            try {
                Files.createFile(context.baseDirectory().resolve("touched"));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return (_, _) -> {};
        }
    }

    @Test
    void optionsThatDoNotFitAreAllTold() {
        List<String> mistakes = OptionCheck.of(WrongOptions.Options.class);
        assertEquals(8, mistakes.size(), mistakes.toString());
        String all = String.join("\n", mistakes);
        for (String part :
                List.of(
                        "`silent` does not say what it means",
                        "`70000` is no number within its bounds",
                        "`soon` is no duration",
                        "`blue` is no constant of Colour",
                        "`one` is no list",
                        "`password` holds a secret",
                        "`bytes` is of java.util.Set",
                        "`either` may be left out and has a fallback")) {
            assertTrue(all.contains(part), () -> part + " is not in " + all);
        }
    }

    @Test
    void aPluginThatSaysNothingOfItselfOrTouchesAFileWhilePlanningIsCaught() {
        PluginContract contract =
                new PluginContract() {
                    @Override
                    protected List<Example> examples(Path directory) {
                        return List.of(
                                new Example(
                                        new WrongOptions(),
                                        new WrongOptions.Options(
                                                "a",
                                                1,
                                                Duration.ZERO,
                                                WrongOptions.Colour.RED,
                                                List.of(),
                                                "hush",
                                                Set.of(),
                                                Optional.empty())));
                    }
                };
        contract.folder = folder;
        assertCaught(contract::everyProviderHasAWordAndSaysWhatItDoes);
        assertCaught(contract::everyOptionIsOfAGoodTypeSaysWhatItMeansAndHasAFallbackThatFits);
        assertCaught(contract::toCreateMakesAProductEachTimeAndTouchesNothing);
        assertCaught(contract::everythingThatItProvidesHasAnExampleHere);
    }

    private interface Writing {
        String write(List<Metric> metrics);
    }

    private static MetricsExporterContract exporting(Writing writing) {
        return new MetricsExporterContract() {
            @Override
            protected MetricsExporter exporter() {
                return metrics -> new Exposition("text/plain", writing.write(metrics));
            }

            @Override
            protected boolean tells(String written, Metric metric, Metric.Sample sample) {
                return written.contains(metric.name());
            }
        };
    }

    private interface Forwarding {
        void forward(List<LogLine> lines, List<String> to);
    }

    private LogForwarderContract forwarding(Forwarding forwarding) {
        var arrived = new ArrayList<String>();
        var contract =
                new LogForwarderContract() {
                    @Override
                    protected Given given(Path directory) {
                        return new Given() {
                            @Override
                            public LogForwarder forwarder() {
                                return lines -> forwarding.forward(lines, arrived);
                            }

                            @Override
                            public List<String> arrived(int atLeast) {
                                return List.copyOf(arrived);
                            }

                            @Override
                            public void close() {}
                        };
                    }
                };
        contract.folder = folder;
        return contract;
    }

    private static void assertCaught(Executable test) {
        assertThrows(AssertionError.class, test);
    }
}
