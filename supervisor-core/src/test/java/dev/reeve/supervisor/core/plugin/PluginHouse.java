package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// A plugins folder with a good plugin in it, and the runtime that reads it.
final class PluginHouse implements AutoCloseable {
    private static final Path GOOD = good();

    final Path folder;
    private PluginRuntime runtime;

    PluginHouse(Path folder) throws IOException {
        this.folder = folder;
        Files.copy(GOOD, folder.resolve("good.jar"));
    }

    PluginHouse with(String file, PluginJar jar) {
        jar.write(folder.resolve(file));
        return this;
    }

    PluginRuntime load(String... disabled) throws IOException {
        return load(Duration.ofSeconds(10), List.of(disabled));
    }

    PluginRuntime load(Duration limit, List<String> disabled) throws IOException {
        return load(limit, disabled, Trust.ANY);
    }

    PluginRuntime load(Duration limit, List<String> disabled, Trust trust) throws IOException {
        runtime =
                PluginRuntime.load(
                        new PluginTerms(List.of(folder), List.of(), trust),
                        disabled,
                        getClass().getClassLoader(),
                        limit);
        return runtime;
    }

    /// Uses a plugin no more, and says what it has left behind.
    List<String> unload(String id) throws IOException {
        Proposal without = runtime.propose(List.of(id), Set.of(), Set.of());
        runtime.use(without);
        return runtime.giveBack(without);
    }

    /// Uses what is there now, and says what has changed.
    List<String> refresh(String... anew) throws IOException {
        Proposal now = runtime.propose(List.of(), Set.of(anew), Set.of());
        runtime.use(now);
        runtime.giveBack(now);
        return now.changes().stream()
                .map(changed -> changed.id() + " " + changed.version() + " " + changed.what())
                .toList();
    }

    /// Loads, and says what is wrong, one line each; but first makes sure that the good plugin
    /// works.
    List<String> problems() throws IOException {
        load();
        assertGoodWorks();
        return told();
    }

    List<String> told() {
        return runtime.plugins().stream()
                .map(PluginSnapshot::error)
                .filter(Objects::nonNull)
                .flatMap(error -> List.of(error.split("; (?=[A-Z_]+ )")).stream())
                .toList();
    }

    void assertGoodWorks() {
        assertEquals("good hello", make("good"));
    }

    PluginSnapshot plugin(String id) {
        List<PluginSnapshot> found =
                runtime.plugins().stream().filter(plugin -> plugin.id().equals(id)).toList();
        assertEquals(1, found.size(), () -> id + " in " + runtime.plugins());
        return found.getFirst();
    }

    /// Makes the ready strategy of a kind, which must succeed, and says its text.
    String make(String kind) {
        List<Problem> problems = new ArrayList<>();
        Object product = product(kind, Map.of(), problems);
        assertTrue(problems.isEmpty(), problems::toString);
        return String.valueOf(product);
    }

    /// Makes the ready strategy of a kind, which must fail with one problem, and says its text.
    String fail(String kind) {
        List<Problem> problems = new ArrayList<>();
        assertEquals(null, product(kind, Map.of(), problems));
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst().text();
    }

    Object product(String kind, Map<String, Object> options, List<Problem> problems) {
        return runtime.create(
                Door.READY_STRATEGY,
                new PluginUse(kind, options),
                context(folder),
                "services.web.ready",
                _ -> null,
                problems::add);
    }

    static PlanContext context(Path base) {
        return new PlanContext() {
            @Override
            public String service() {
                return "web";
            }

            @Override
            public Path baseDirectory() {
                return base;
            }

            @Override
            public Path stateDirectory() {
                return base.resolve(".reeve");
            }
        };
    }

    @Override
    public void close() {
        if (runtime != null) {
            runtime.close();
        }
    }

    private static Path good() {
        try {
            Path folder = Files.createTempDirectory("plugin-house");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return PluginJar.ready("good").write(folder.resolve("jars/good.jar"));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException _) {
            // What is left lies in the folder for temporary files.
        }
    }
}
