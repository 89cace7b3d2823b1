package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Comeback;
import dev.reeve.supervisor.launcher.client.Frames;
import dev.reeve.supervisor.launcher.client.Json;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Events as they come, by one count, also across supervisors: when one has ended, it waits for the
/// next and goes on after the last event that it knows, without a gap and with none twice. For one
/// thread; ends when that is interrupted.
final class Continued {
    private static final int PAGE = 100;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final Client client;
    private final String filter;
    private final Consumer<Map<String, Object>> show;
    private final Consumer<String> tell;
    private long known;
    private boolean alone;

    /// @param filter which events are wanted: `type=…`, as the API takes it
    /// @param show takes each event once
    /// @param tell takes what is to be known besides
    Continued(
            Client client,
            String filter,
            Consumer<Map<String, Object>> show,
            Consumer<String> tell) {
        this.client = client;
        this.filter = filter;
        this.show = show;
        this.tell = tell;
    }

    /// What has happened before.
    interface Past {
        List<Map<String, Object>> events() throws Failure;
    }

    /// Goes on until the thread is interrupted.
    ///
    /// @param past asked once it is sure that nothing is missed after it
    /// @throws Failure where nobody answers in the first place, or it may not follow
    void follow(Past past) throws Failure {
        Frames first = client.follow("/v1/stream?" + filter, null);
        try {
            Frames.Frame snapshot = first.next();
            known = snapshot == null || snapshot.id() == null ? 0 : snapshot.id();
            past.events().forEach(this::pass);
        } catch (Failure failure) {
            first.close();
            throw failure;
        }
        for (Frames frames = first; frames != null; frames = next()) {
            readAll(frames);
        }
    }

    private void readAll(Frames frames) throws Failure {
        try (frames) {
            read(frames);
        } catch (Failure gone) {
            if (gone.code() == Failure.NOT_ALLOWED) {
                throw gone;
            }
        }
    }

    private void read(Frames frames) throws Failure {
        for (Frames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
            alone = false;
            switch (frame.type()) {
                case "snapshot" -> beginAnew(frame.id() == null ? 0 : frame.id());
                case "gap" -> fill(frame.data());
                default -> {
                    if (seq(frame.data()) > known) {
                        pass(frame.data());
                    }
                }
            }
        }
    }

    private void pass(Map<String, Object> event) {
        show.accept(event);
        known = Math.max(known, seq(event));
    }

    /// This supervisor has never given our number: it has another history than the one before.
    private void beginAnew(long stands) throws Failure {
        tell.accept("this supervisor has a history of its own, which begins anew");
        known = 0;
        catchUp(stands);
    }

    /// We were too slow. What we have missed is kept elsewhere, most often.
    private void fill(Map<String, Object> gap) throws Failure {
        long to =
                Json.object(gap.get("data")).get("to") instanceof Number last
                        ? last.longValue()
                        : Long.MAX_VALUE;
        if (!catchUp(to)) {
            show.accept(gap);
            known = Math.max(known, to == Long.MAX_VALUE ? known : to);
        }
    }

    /// Shows what is kept of the events up to this one.
    ///
    /// @return whether none can be missing
    private boolean catchUp(long to) throws Failure {
        var oldest = Json.objects(client.get("/v1/events?limit=1").get("items"));
        boolean whole = !oldest.isEmpty() && seq(oldest.getFirst()) <= known + 1;
        while (known < to) {
            String query = "?after=" + known + "&limit=" + PAGE + "&" + filter;
            var page = Json.objects(client.get("/v1/events" + query).get("items"));
            if (page.isEmpty()) {
                break;
            }
            page.forEach(this::pass);
        }
        return whole;
    }

    /// The next supervisor's events, or null where the thread is interrupted.
    private @Nullable Frames next() throws Failure {
        try (Comeback comeback = client.comeback()) {
            if (!alone) {
                tell.accept("the supervisor has ended; waiting for the next one");
            } else {
                comeback.await(AGAIN);
            }
            alone = true;
            while (true) {
                try {
                    return client.follow("/v1/stream?" + filter, known);
                } catch (Failure notYet) {
                    if (notYet.code() == Failure.NOT_ALLOWED) {
                        throw notYet;
                    }
                }
                comeback.await(LONGEST);
            }
        } catch (InterruptedException stop) {
            return null;
        }
    }

    static long seq(Map<String, Object> event) {
        return event.get("seq") instanceof Number seq ? seq.longValue() : 0;
    }
}
