package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.Kind;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What every plugin promises as a whole, beside what its doors do: extend it once, and supply an
/// example of each of its providers.
///
/// Put the test into the package of the providers: it reads their records of options.
public abstract class PluginContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir Path folder;

    /// For those who extend it.
    protected PluginContract() {}

    /// One example of each provider that the plugin has.
    ///
    /// @param directory for options that name a place, empty
    protected abstract List<Example> examples(Path directory) throws Exception;

    /// A provider, with options that are good.
    ///
    /// @param provider made as the platform makes it, by its constructor without parameters
    /// @param options an instance of the record that it names
    public record Example(Object provider, Record options) {
        /// The name of the provider's class, for people.
        @Override
        public String toString() {
            return provider.getClass().getSimpleName();
        }

        Kind kind() {
            Kind kind = provider.getClass().getAnnotation(Kind.class);
            Assertions.assertNotNull(kind, () -> this + " has no @Kind");
            return kind;
        }
    }

    @Test
    void everythingThatItProvidesHasAnExampleHere() throws Exception {
        List<Example> examples = examples(folder);
        Assertions.assertFalse(examples.isEmpty(), "there is no example");
        Set<String> provided = new TreeSet<>();
        for (Example example : examples) {
            provided.addAll(Provided.besides(example.provider().getClass()));
        }
        Assertions.assertEquals(
                provided,
                examples.stream()
                        .map(example -> example.provider().getClass().getName())
                        .collect(Collectors.toCollection(TreeSet::new)),
                "what the module descriptor, or META-INF/services, names, and what has an example");
    }

    @Test
    void everyProviderHasAWordAndSaysWhatItDoes() throws Exception {
        for (Example example : examples(folder)) {
            Assertions.assertTrue(
                    example.kind().value().matches("[a-z][A-Za-z0-9_-]*"),
                    () -> example + ": `" + example.kind().value() + "` is no kind");
            Assertions.assertFalse(
                    example.kind().about().isBlank(), () -> example + " does not say what it does");
        }
    }

    @Test
    void everyOptionIsOfAGoodTypeSaysWhatItMeansAndHasAFallbackThatFits() throws Exception {
        List<String> mistakes = new ArrayList<>();
        for (Example example : examples(folder)) {
            OptionCheck.of(example.options().getClass())
                    .forEach(mistake -> mistakes.add(example + ": " + mistake));
        }
        Assertions.assertEquals("", String.join("\n", mistakes));
    }

    @Test
    void toCreateMakesAProductEachTimeAndTouchesNothing() throws Exception {
        List<Example> examples = examples(folder);
        List<String> there = files();
        Threads before = Threads.now();
        for (Example example : examples) {
            Task.start("create", () -> createdTwice(example)).assertDoneWithin(LONG);
        }
        Assertions.assertEquals(there, files(), "files that were made while planning");
        before.assertNobodyElseAfter(SOON);
    }

    private void createdTwice(Example example) throws Exception {
        for (int time = 0; time < 2; time++) {
            Object product = Created.by(example.provider(), example.options(), context());
            Assertions.assertNotNull(product, () -> example + " has made nothing");
        }
    }

    /// It is loaded once more, in a class loader of its own, made, used and closed; then that
    /// loader must be able to go. What keeps it is a thread, a static field of the JDK, a hook of
    /// the Java machine, a thread-local.
    @Test
    void nothingOfItIsKeptOnceItIsClosed() throws Exception {
        for (Example example : examples(folder)) {
            var loader = Throwaway.used(example, context());
            Assertions.assertTrue(
                    Throwaway.isCollected(loader),
                    () -> "something keeps the classes of " + example + " from going");
        }
    }

    private FakePlanContext context() {
        return new FakePlanContext("web", folder);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(Path::toString).sorted().toList();
        }
    }
}
