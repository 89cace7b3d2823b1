package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogPart;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// What services print.
///
/// A child writes to a named pipe, which it holds open for both directions itself: so it outlives a
/// supervisor that is killed, waits when the pipe is full, and the next supervisor reads on. What
/// comes is appended to a file for each stream, as it is; only while somebody follows is it cut
/// into lines. Where there are no pipes, children write the files themselves.
///
/// No method waits for a child. Whatever goes wrong with a file loses output of that stream, is
/// told once, and is tried again; nothing else suffers.
public final class Output implements AutoCloseable {
    private final Kernel kernel;
    private final Path pipes;
    private final Path logs;
    private final Consumer<String> trouble;
    private final Followers followers;
    private final Map<String, Printed> services = new HashMap<>();
    private final @Nullable FileLook look;

    /// @param state the state directory; `fifo` and `logs` are made below it when needed
    /// @param trouble gets one line for people when output is lost, and when it is kept again; may
    /// be
    ///     called by the kernel's reading thread, which must not be held up
    public Output(Kernel kernel, Path state, TimeSource time, Consumer<String> trouble) {
        this.kernel = kernel;
        this.trouble = trouble;
        pipes = state.resolve("fifo");
        logs = state.resolve("logs");
        followers = new Followers(time);
        look = kernel.hasPipes() ? null : new FileLook(this::lookAtFiles);
    }

    /// Where a run is to print to.
    public record Streams(Path stdout, Path stderr) {}

    /// Makes ready for what a run prints. Never fails: where no pipe can be made, what the run
    /// prints is lost, and told so.
    public synchronized Streams open(String service, int run, LogPolicy policy) {
        Printed printed = services.get(service);
        if (printed == null || !printed.goesTo(policy)) {
            if (printed != null) {
                printed.close();
            }
            printed = printed(service, policy);
            services.put(service, printed);
        }
        Stream stdout = printed.stdout();
        Stream stderr = printed.stderr();
        Path out = open(stdout, run);
        return new Streams(out, stderr == null ? out : open(stderr, run));
    }

    /// A run has ended, or is no longer looked after: what it has printed is kept on return, and
    /// what was not yet a whole line goes to the followers as one.
    public void ended(String service, int run) {
        Printed printed;
        synchronized (this) {
            printed = services.get(service);
        }
        if (printed != null) {
            printed.each(stream -> stream.end(run));
        }
    }

    /// The last lines, and then those from now on.
    ///
    /// @param policies where the services that are wanted print to, by bare name
    public LogStream follow(Map<String, LogPolicy> policies, LogQuery query) {
        Follower follower = followers.add(Set.copyOf(query.names()), query.stream());
        if (query.lines() > 0) {
            last(policies, query).forEach(follower::tell);
        }
        if (look != null) {
            lookAtFiles();
            look.begin();
        }
        return follower;
    }

    /// The last lines that are in the files of services.
    ///
    /// @param policies where the services that are wanted print to, by bare name
    public List<LogLine> last(Map<String, LogPolicy> policies, LogQuery query) {
        var found = new ArrayList<LogLine>();
        policies.forEach(
                (service, policy) -> {
                    for (String name : List.of(Stream.STDOUT, Stream.STDERR)) {
                        boolean elsewhere = policy.merge() && name.equals(Stream.STDERR);
                        String stream = query.stream();
                        if (!elsewhere && (stream == null || stream.equals(name))) {
                            for (String text :
                                    Tail.of(file(service, name, policy), query.lines())) {
                                found.add(new LogLine(service, null, name, null, text));
                            }
                        }
                    }
                });
        return found;
    }

    /// A part of the file of a stream; empty where it is not there.
    public LogPart part(String service, LogPolicy policy, String stream, long offset, int length) {
        return Parts.of(file(service, stream, policy), offset, length);
    }

    /// Empties the files of a service.
    public void clear(String service, LogPolicy policy) throws IOException {
        for (String name : List.of(Stream.STDOUT, Stream.STDERR)) {
            try (var channel =
                    FileChannel.open(
                            file(service, name, policy),
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS)) {
                channel.truncate(0);
            } catch (NoSuchFileException nothingPrintedYet) {
                continue;
            }
        }
    }

    /// Reads and keeps what has arrived, and closes everything, followers too. Children go on.
    @Override
    public synchronized void close() {
        if (look != null) {
            look.end();
        }
        services.values().forEach(Printed::close);
        services.clear();
        followers.close();
    }

    private Path open(Stream stream, int run) {
        try {
            return stream.open(run);
        } catch (IOException failure) {
            trouble.accept(
                    "cannot keep what `"
                            + stream.service()
                            + "` prints: "
                            + LogFile.words(failure)
                            + "; this run prints to nowhere");
            return Path.of("/dev/null");
        }
    }

    private Printed printed(String service, LogPolicy policy) {
        Stream stdout = stream(service, Stream.STDOUT, ".out", policy);
        return new Printed(
                policy,
                stdout,
                policy.merge() ? null : stream(service, Stream.STDERR, ".err", policy));
    }

    private Stream stream(String service, String name, String ending, LogPolicy policy) {
        Path path = file(service, name, policy);
        var file = new LogFile(path, "`" + service + "`", trouble);
        return kernel.hasPipes()
                ? new PipedStream(
                        service, name, followers, kernel, pipes.resolve(service + ending), file)
                : new FileStream(service, name, followers, path);
    }

    private Path file(String service, String stream, LogPolicy policy) {
        Path given = stream.equals(Stream.STDOUT) ? policy.stdout() : policy.stderr();
        return given == null ? logs.resolve(service + "." + stream + ".log") : given;
    }

    /// Where there are no pipes: hands on what has come to the files.
    ///
    /// @return whether to look again
    private synchronized boolean lookAtFiles() {
        services.values().forEach(printed -> printed.each(Stream::read));
        return followers.some();
    }

    /// What one service prints.
    ///
    /// @param stderr null where both go one way
    private record Printed(LogPolicy policy, Stream stdout, @Nullable Stream stderr) {
        void each(Consumer<Stream> action) {
            action.accept(stdout);
            if (stderr != null) {
                action.accept(stderr);
            }
        }

        /// Mostly it is the very one; the first `equals` of a record would hold up a restart.
        boolean goesTo(LogPolicy other) {
            return Objects.equals(policy, other);
        }

        void close() {
            each(Stream::close);
        }
    }
}
