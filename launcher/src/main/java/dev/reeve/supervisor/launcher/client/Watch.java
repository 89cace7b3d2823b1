package dev.reeve.supervisor.launcher.client;

import dev.reeve.supervisor.launcher.Failure;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Where all services stand, kept up to date by the events. For one thread.
public final class Watch implements AutoCloseable {
    private final Client client;
    private final Frames frames;
    private final SortedMap<String, Standing> standings = new TreeMap<>();
    private volatile boolean late;

    private Watch(Client client, Frames frames) {
        this.client = client;
        this.frames = frames;
    }

    /// Begins to follow. The first frame tells where everything stands; where it does not, that is
    /// asked for after it, so that nothing is missed between.
    public static Watch begin(Client client) throws Failure {
        var watch = new Watch(client, client.follow("/v1/stream?type=state", null));
        try {
            Frames.Frame snapshot = watch.frames.next();
            if (snapshot != null && snapshot.data().get("services") instanceof List<?> services) {
                watch.take(Json.objects(services));
            } else {
                watch.look();
            }
        } catch (Failure failure) {
            watch.close();
            throw failure;
        }
        return watch;
    }

    /// Ends the wait for the next event when this much time is over.
    public void limit(Duration longest) {
        CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS)
                .execute(
                        () -> {
                            late = true;
                            frames.close();
                        });
    }

    /// Whether the time is over.
    public boolean late() {
        return late;
    }

    /// Where everything stands, by name.
    public Map<String, Standing> standings() {
        return standings;
    }

    /// Asks anew where everything stands.
    public void look() throws Failure {
        take(Services.of(client).items());
    }

    /// Waits until something stands elsewhere.
    ///
    /// @return what may stand elsewhere; nothing when the supervisor has ended or the time is over
    public Collection<Standing> next() throws Failure {
        for (Frames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
            if (frame.type().equals("gap")) {
                return anew();
            }
            Standing before = standings.get(String.valueOf(frame.data().get("service")));
            if (before != null
                    && frame.type().equals("state")
                    && frame.data().get("seq") instanceof Number seq
                    && seq.longValue() > before.seq()) {
                Standing now = before.after(seq.longValue(), Json.object(frame.data().get("data")));
                standings.put(now.name(), now);
                return List.of(now);
            }
        }
        return List.of();
    }

    /// A supervisor that ends may do so between the gap that it tells of and the look after it.
    private Collection<Standing> anew() throws Failure {
        try {
            look();
            return List.copyOf(standings.values());
        } catch (Failure failure) {
            if (failure.code() == Failure.NOBODY_ANSWERS) {
                return List.of();
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        frames.close();
    }

    private void take(List<Map<String, Object>> services) {
        for (Map<String, Object> service : services) {
            Standing now = Standing.of(service);
            standings.put(now.name(), now);
        }
    }
}
