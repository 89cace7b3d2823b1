package dev.reeve.plugin.session.community;

import dev.reeve.supervisor.api.spi.Option;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How the server of a session is launched: as a process, or as a container.
record Launch(
        @Option(about = "the program that serves, and its arguments; or `image`", words = true)
                Optional<List<String>> command,
        @Option(about = "the image of a container that serves") Optional<String> image,
        @Option(about = "what the container is told after its image", fallback = "[]", words = true)
                List<String> arguments,
        @Option(about = "the program that runs containers", fallback = "docker") String engine,
        @Option(
                        about = "where it listens; 0 for any free port",
                        fallback = "0",
                        min = 0,
                        max = 65535)
                int port,
        @Option(about = "the most memory of its JVM: `4g`") Optional<String> heap,
        @Option(about = "its variables", fallback = "{}") Map<String, String> environment,
        @Option(about = "what is asked for to see whether it is ready", fallback = "/") String path,
        @Option(about = "how long it may take to become ready", fallback = "60s")
                Duration timeout) {
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,6}[kKmMgG]?");

    Launch {
        check(
                command.isPresent() != image.isPresent(),
                "`launch` needs `command` or `image`, and one of them");
        check(command.isEmpty() || !command.get().isEmpty(), "`command` must name a program");
        check(arguments.isEmpty() || image.isPresent(), "`arguments` are those of an `image`");
        check(
                heap.isEmpty() || SIZE.matcher(heap.get()).matches(),
                "`heap` must be a size like `4g`");
        check(path.startsWith("/"), "`path` must begin with `/`");
        check(!timeout.isZero(), "`timeout` must be over 0");
    }

    /// In one word, as everyone may read it.
    String method() {
        return image.isPresent() ? "container" : "process";
    }

    private static void check(boolean good, String otherwise) {
        if (!good) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
