package dev.reeve.supervisor.testkit.junit;

import dev.reeve.supervisor.api.control.Explanation;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.House;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A stack that runs, and how it ends.
final class RunningStack implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long ORDERLY = 60;
    private static final long KILLED = 20;

    private final House.Running running;
    private final Stack stack;
    private final Path folder;
    private final Thread end;

    private RunningStack(House.Running running, Map<String, Integer> ports, Path folder) {
        this.running = running;
        this.folder = folder;
        stack = new Stack(running.supervisor(), ports, folder.resolve("state"));
        // Whoever ends the tests from outside leaves no process behind.
        end = Thread.ofPlatform().name("end of a stack").unstarted(this::kill);
        Runtime.getRuntime().addShutdownHook(end);
    }

    Stack stack() {
        return stack;
    }

    /// Starts all and waits until it is ready.
    static RunningStack bringUp(Class<?> test, Supervised asked) {
        @Nullable Path folder = null;
        try {
            folder = Files.createTempDirectory("reeve-test-").toRealPath();
            Map<String, Integer> ports = FreePorts.named(List.of(asked.ports()));
            RunningStack stack =
                    new RunningStack(begun(start(test, asked, folder, ports)), ports, folder);
            stack.awaitReady(asked);
            return stack;
        } catch (IOException failure) {
            delete(folder);
            throw new StackException(
                    "the stack of %s was not started: %s"
                            .formatted(asked.value(), failure.getMessage()),
                    failure);
        } catch (StackException failure) {
            delete(folder);
            throw failure;
        }
    }

    private static House.Start start(
            Class<?> test, Supervised asked, Path folder, Map<String, Integer> ports)
            throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        ports.forEach((name, port) -> environment.put(name, port.toString()));
        var plugins = new FoundPlugins(test.getClassLoader());
        plugins.into(folder.resolve("plugins"), asked.plugins());
        return new House.Start(
                ManifestFile.of(asked.value(), test, folder),
                false,
                plugins.ofTheProject(),
                List.of(asked.services()),
                folder.resolve("state"),
                folder.resolve("plugins"),
                environment,
                List.of());
    }

    // What runs gives its plugins back itself.
    @SuppressWarnings("MustBeClosedChecker")
    private static House.Running begun(House.Start start) throws IOException {
        return switch (House.prepare(start)) {
            case Checked.Invalid<House.Prepared>(List<Problem> problems) ->
                    throw new StackException(
                            problems.stream()
                                    .map(Problem::toString)
                                    .collect(Collectors.joining("\n")));
            case Checked.Valid<House.Prepared>(House.Prepared prepared) -> {
                try {
                    yield prepared.run(_ -> {});
                } catch (IOException unusable) {
                    prepared.close();
                    throw unusable;
                }
            }
        };
    }

    private void awaitReady(Supervised asked) {
        Supervisor supervisor = running.supervisor();
        long deadline = System.nanoTime() + Duration.ofSeconds(asked.within()).toNanos();
        try (var events = supervisor.follow(0)) {
            Standings standings = standings(supervisor);
            while (!isBegun(supervisor) || !standings.isSettled()) {
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (!left.isPositive() || events.closed()) {
                    break;
                }
                var _ = events.next(1_000, left.compareTo(LOOK) < 0 ? left : LOOK);
                standings = standings(supervisor);
            }
            if (!standings.missing().isEmpty()) {
                String why = why(supervisor, standings.missing(), asked);
                close();
                throw new StackException(why);
            }
        } catch (InterruptedException ended) {
            close();
            Thread.currentThread().interrupt();
            throw new StackException("interrupted before the stack was ready", ended);
        }
    }

    private static Standings standings(Supervisor supervisor) {
        return Standings.of(supervisor.services().items());
    }

    /// Whether what is wanted is known.
    private static boolean isBegun(Supervisor supervisor) {
        return !supervisor.status().status().equals("starting");
    }

    private static String why(Supervisor supervisor, List<String> missing, Supervised asked) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "the stack of %s is not ready: %s (it had %d s)"
                        .formatted(asked.value(), String.join(", ", missing), asked.within()));
        for (String service : missing) {
            Explanation explanation = supervisor.explain(service);
            if (explanation != null) {
                lines.add(explanation.summary());
                for (Explanation.Cause cause : explanation.causes()) {
                    cause.details().forEach(detail -> lines.add("    " + detail));
                }
                explanation.hints().forEach(hint -> lines.add("  hint: " + hint));
            }
        }
        return String.join("\n", lines);
    }

    /// Stops all in order; what does not stop is killed.
    @Override
    public void close() {
        var _ = running.supervisor().shutdown("the tests are over");
        if (!hasEnded(ORDERLY)) {
            kill();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException alreadyEnding) {
            // Then the hook has nothing left to do.
        }
        delete(folder);
    }

    private void kill() {
        running.kill();
        hasEnded(KILLED);
    }

    private boolean hasEnded(long seconds) {
        try {
            return running.ended()
                    .orTimeout(seconds, TimeUnit.SECONDS)
                    .handle((_, late) -> late == null)
                    .join();
        } catch (CompletionException broken) {
            return false;
        }
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            // It lies in the folder for temporary files.
        }
    }
}
