package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.model.LogPolicy;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// Where output is kept.
///
/// @param state the state directory
record Places(Path state) {
    /// The streams of a service that have a file of their own.
    ///
    /// @param only this one, or null for all
    static List<String> streams(LogPolicy policy, @Nullable String only) {
        boolean one = policy.merge() || sameFile(policy);
        return List.of(Stream.STDOUT, Stream.STDERR).stream()
                .filter(stream -> !one || stream.equals(Stream.STDOUT))
                .filter(stream -> only == null || stream.equals(only))
                .toList();
    }

    private static boolean sameFile(LogPolicy policy) {
        return policy.stdout() != null && policy.stdout().equals(policy.stderr());
    }

    Path file(String service, String stream, LogPolicy policy) {
        Path given =
                policy.merge() || stream.equals(Stream.STDOUT) ? policy.stdout() : policy.stderr();
        String name = policy.merge() ? Stream.STDOUT : stream;
        return given == null ? state.resolve("logs").resolve(name(service, name)) : given;
    }

    /// Where it is written down when the bytes of that file came.
    Path marks(String service, String stream, LogPolicy policy) {
        Path file = file(service, stream, policy);
        Path marks = state.resolve("marks");
        return file.startsWith(state.resolve("logs"))
                ? marks.resolve(file.getFileName())
                : marks.resolve(
                        "%s-%08x".formatted(file.getFileName(), file.toString().hashCode()));
    }

    private static String name(String service, String stream) {
        return service + "." + stream + ".log";
    }
}
