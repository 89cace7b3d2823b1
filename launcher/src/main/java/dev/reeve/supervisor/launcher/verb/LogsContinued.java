package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Comeback;
import dev.reeve.supervisor.launcher.client.Frames;
import dev.reeve.supervisor.launcher.client.Json;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Lines as they come, also across supervisors: when one has been replaced by another, it goes on
/// with the lines from the last one's time, less those that were shown. For one thread.
final class LogsContinued {
    private static final String PATH = "/v1/logs?lines=";
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final Duration AGAIN = Duration.ofMillis(100);

    /// The most that the API gives.
    private static final int ALL = 10_000;

    private final Client client;
    private final Lines out;
    private final Consumer<String> tell;
    private final Duration patience;
    private final Set<Map<String, Object>> shown = new HashSet<>();
    private @Nullable Instant last;

    /// @param patience how long to wait for the next supervisor
    LogsContinued(Client client, Lines out, Consumer<String> tell, Duration patience) {
        this.client = client;
        this.out = out;
        this.tell = tell;
        this.patience = patience;
    }

    /// Goes on until no supervisor comes, or the thread is interrupted.
    ///
    /// @param count how many lines of before
    /// @param filter the rest of the query
    void follow(int count, String filter) throws Failure {
        for (Frames frames = client.follow(PATH + count + filter, null);
                frames != null;
                frames = again(filter)) {
            read(frames);
        }
    }

    private void read(Frames frames) {
        try (frames) {
            for (var frame = frames.next(); frame != null; frame = frames.next()) {
                Map<String, Object> line = frame.data();
                if (line.containsKey("text") && isNew(line)) {
                    out.write(line);
                }
            }
        }
    }

    /// Lines of the very moment where the last supervisor ended may come once more.
    private boolean isNew(Map<String, Object> line) {
        Instant time = Json.time(line.get("time"));
        if (time == null || last == null || time.isAfter(last)) {
            last = time == null ? last : time;
            shown.clear();
        }
        return time == null || time.isBefore(last) || shown.add(line);
    }

    /// The next supervisor's lines, or null where none comes.
    private @Nullable Frames again(String filter) throws Failure {
        var late =
                new CompletableFuture<@Nullable Void>()
                        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
        String from =
                last == null
                        ? PATH + 0 + filter
                        : PATH + ALL + filter.replaceAll("&since=[^&]*", "") + "&since=" + last;
        try (Comeback comeback = client.comeback()) {
            // It may answer for a little longer.
            comeback.await(AGAIN);
            while (!late.isDone()) {
                try {
                    return client.follow(from, null);
                } catch (Failure failure) {
                    if (failure.code() != Failure.NOBODY_ANSWERS) {
                        throw failure;
                    }
                }
                comeback.await(LONGEST);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        tell.accept("the supervisor has ended");
        return null;
    }
}
