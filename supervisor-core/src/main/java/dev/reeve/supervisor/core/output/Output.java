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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

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
    private static final Comparator<LogLine> BY_TIME =
            Comparator.comparing(
                    LogLine::time, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()));

    private final Kernel kernel;
    private final TimeSource time;
    private final Path pipes;
    private final Places places;
    private final SharedFiles files = new SharedFiles();
    private final Tidying tidying = new Tidying();
    private final Consumer<String> trouble;
    private final Followers followers = new Followers();
    private final Map<String, OneService> services = new HashMap<>();
    private final @Nullable FileLook look;

    /// @param state the state directory; `fifo` and `logs` are made below it when needed
    /// @param trouble gets one line for people when output is lost, and when it is kept again; may
    /// be
    ///     called by the kernel's reading thread, which must not be held up
    public Output(Kernel kernel, Path state, TimeSource time, Consumer<String> trouble) {
        this.kernel = kernel;
        this.trouble = trouble;
        this.time = time;
        pipes = state.resolve("fifo");
        places = new Places(state);
        look = kernel.hasPipes() ? null : new FileLook(this::lookAtFiles);
    }

    /// Where a run is to print to.
    public record Streams(Path stdout, Path stderr) {}

    /// Makes ready for what a run prints. Never fails: where no pipe can be made, what the run
    /// prints is lost, and told so.
    public synchronized Streams open(String service, int run, LogPolicy policy) {
        OneService printed = services.get(service);
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
        OneService printed;
        synchronized (this) {
            printed = services.get(service);
        }
        if (printed != null) {
            printed.each(stream -> stream.end(run));
        }
    }

    /// The last lines, and then those from now on; none is missing in between, and none comes
    /// twice. Blocks on the disk.
    ///
    /// @param policies where the services that are wanted print to, by bare name
    public LogStream follow(Map<String, LogPolicy> policies, LogQuery query) {
        if (look != null) {
            lookAtFiles();
        }
        Follower follower = followers.add(query);
        if (query.lines() > 0) {
            Map<Stream, Long> seen = new HashMap<>();
            follower.begin(past(policies, query, seen), seen);
        }
        if (look != null) {
            look.begin();
        }
        return follower;
    }

    /// How many follow, forwarders among them.
    public int followers() {
        return followers.count();
    }

    /// How many lines were dropped so far, because a follower was too slow.
    public long dropped() {
        return followers.dropped();
    }

    /// Lines from now on, of services that may change in the meantime.
    ///
    /// @param wanted which, by bare name; called by any thread, must be quick
    public LogStream forward(Predicate<String> wanted) {
        LogStream stream = followers.add(wanted, LogQuery.last(List.of(), 0));
        if (look != null) {
            look.begin();
        }
        return stream;
    }

    /// The last lines that are in the files of services, merged by their times. Blocks on the disk.
    ///
    /// @param policies where the services that are wanted print to, by bare name
    public List<LogLine> last(Map<String, LogPolicy> policies, LogQuery query) {
        return past(policies, query, null);
    }

    /// A part of the file of a stream; empty where it is not there.
    public LogPart part(String service, LogPolicy policy, String stream, long offset, int length) {
        return Parts.of(places.file(service, stream, policy), offset, length);
    }

    /// Empties the files of a service, and deletes the older ones.
    public void clear(String service, LogPolicy policy) throws IOException {
        for (String stream : Places.streams(policy, null)) {
            files.find(places.file(service, stream, policy), () -> file(service, stream, policy))
                    .clear();
        }
    }

    /// @param seen gets, for each stream, up to where its lines are among the result; null where
    ///     nobody goes on from there
    private List<LogLine> past(
            Map<String, LogPolicy> policies, LogQuery query, @Nullable Map<Stream, Long> seen) {
        var all = new ArrayList<LogLine>();
        Set<Path> done = new HashSet<>();
        policies.forEach(
                (service, policy) -> {
                    var ofOne = new ArrayList<LogLine>();
                    for (String stream : Places.streams(policy, query.stream())) {
                        if (done.add(places.file(service, stream, policy))) {
                            ofOne.addAll(past(service, stream, policy, query, seen));
                        }
                    }
                    ofOne.sort(BY_TIME);
                    int size = ofOne.size();
                    all.addAll(ofOne.subList(Math.max(0, size - query.lines()), size));
                });
        all.sort(BY_TIME);
        return all;
    }

    private List<LogLine> past(
            String service,
            String stream,
            LogPolicy policy,
            LogQuery query,
            @Nullable Map<Stream, Long> seen) {
        var history = new History(new LineReader(policy.format(), service, stream), query);
        Stream live = seen == null ? null : live(service, stream, policy);
        if (live == null || seen == null) {
            LogFile file =
                    files.find(
                            places.file(service, stream, policy),
                            () -> file(service, stream, policy));
            try (LogLook now = file.look()) {
                return history.last(now, false);
            }
        }
        Stream.Kept kept = live.kept();
        seen.put(live, kept.followed());
        try (LogLook now = kept.look()) {
            return history.last(now, true);
        }
    }

    /// The stream that a service prints to at present, or null.
    private synchronized @Nullable Stream live(String service, String stream, LogPolicy policy) {
        OneService printed = services.get(service);
        if (printed == null || !printed.goesTo(policy)) {
            return null;
        }
        return stream.equals(Stream.STDERR) ? printed.stderr() : printed.stdout();
    }

    /// Reads and keeps what has arrived, and closes everything, followers too. Children go on.
    @Override
    public synchronized void close() {
        if (look != null) {
            look.end();
        }
        services.values().forEach(OneService::close);
        services.clear();
        followers.close();
        tidying.close();
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

    private OneService printed(String service, LogPolicy policy) {
        Stream stdout = stream(service, Stream.STDOUT, ".out", policy);
        return new OneService(
                policy,
                stdout,
                policy.merge() ? null : stream(service, Stream.STDERR, ".err", policy));
    }

    private Stream stream(String service, String name, String ending, LogPolicy policy) {
        Path path = places.file(service, name, policy);
        if (!kernel.hasPipes()) {
            return new FileStream(
                    service, name, followers, time, path, file(service, name, policy));
        }
        return new PipedStream(
                service,
                name,
                followers,
                kernel,
                time,
                pipes.resolve(service + ending),
                Layout.of(policy.format(), service, name),
                files.take(path, () -> file(service, name, policy)));
    }

    private LogFile file(String service, String stream, LogPolicy policy) {
        return new LogFile(
                places.file(service, stream, policy),
                places.marks(service, stream, policy),
                "`" + service + "`",
                policy.rotate(),
                tidying,
                trouble);
    }

    /// Where there are no pipes: hands on what has come to the files.
    ///
    /// @return whether to look again
    private synchronized boolean lookAtFiles() {
        services.values().forEach(printed -> printed.each(Stream::read));
        return followers.some();
    }
}
