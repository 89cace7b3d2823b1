package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A supervisor inside of a program: the whole of it, without a command line.
///
/// A program's own kinds of services, ready strategies, hooks and so on are handed in as objects,
/// or found as those of plugins are, in its modules or by files in `META-INF/services`.
public final class Embedded implements AutoCloseable {
    private final House.Running running;
    private final Path base;

    private Embedded(House.Running running, Path base) {
        this.running = running;
        this.base = base;
    }

    /// Starts one that has no manifest: services come by {@link Supervisor#add} and {@link
    /// #services}, and are there again the next time. The folder holds its state, in `.reeve`, and
    /// the plugins, in `plugins`; either need not exist.
    ///
    /// @param providers what the program itself brings: objects such as a {@link
    ///     dev.reeve.supervisor.api.spi.ServiceKindPlugin} with its {@link
    ///     dev.reeve.supervisor.api.spi.Kind}
    /// @throws IOException where another supervisor holds the folder, or it cannot be used; the
    ///     message says who or why
    public static Embedded in(Path folder, Object... providers) throws IOException {
        return start(House.Start.embedded(folder, providers));
    }

    /// Starts one by a manifest.
    ///
    /// @throws IOException as above, and where the manifest has mistakes: all of them, one a line
    public static Embedded start(House.Start start) throws IOException {
        return switch (House.prepare(start)) {
            case Checked.Invalid<House.Prepared>(List<Problem> problems) ->
                    throw new IOException(
                            problems.stream()
                                    .map(Problem::toString)
                                    .collect(Collectors.joining("\n")));
            case Checked.Valid<House.Prepared>(House.Prepared prepared) -> begun(prepared, start);
        };
    }

    // What runs gives its plugins back itself.
    @SuppressWarnings("MustBeClosedChecker")
    private static Embedded begun(House.Prepared prepared, House.Start start) throws IOException {
        try {
            return new Embedded(prepared.run(_ -> {}), start.manifest());
        } catch (IOException unusable) {
            prepared.close();
            throw unusable;
        }
    }

    /// The door to it.
    public Supervisor supervisor() {
        return running.supervisor();
    }

    /// The services of one kind, by the program's own types.
    ///
    /// @param kind the kind, as the plugin names it
    /// @param config the record of its options
    /// @param status makes the program's own view of a service
    public <C extends Record, S> TypedServices<C, S> services(
            String kind, Class<C> config, Function<ServiceSnapshot, S> status) {
        return new TypedServices<>(running, kind, config, status, base);
    }

    /// Stops everything in order, and waits for that. One service that does not stop keeps none of
    /// the others from it.
    @Override
    public void close() {
        running.supervisor().shutdown("the program ends").join();
        running.ended().join();
    }
}
