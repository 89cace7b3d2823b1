package dev.reeve.distribution;

import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs of the machine, which a test may need; `.ci/run` installs them.
final class Programs {
    private Programs() {}

    static void assumeThere(String... names) {
        for (var name : names) {
            Assumptions.assumeTrue(
                    find(name).isPresent(), "skipped: there is no " + name + " on this machine");
        }
    }

    /// Where it is on PATH, or where Debian puts what is for root only.
    static Optional<Path> find(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// PostgreSQL's programs lie outside of PATH, one folder a version; the newest one.
    static Optional<Path> postgresql() {
        var debian = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(debian)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(debian)) {
            List<Path> found =
                    versions.map(version -> version.resolve("bin"))
                            .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                            .sorted()
                            .toList();
            return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
        } catch (java.io.IOException unreadable) {
            return Optional.empty();
        }
    }
}
