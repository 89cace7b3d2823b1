package dev.reeve.supervisor.core.session;

import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.GuardedCall;
import dev.reeve.supervisor.core.guard.Outcome;
import dev.reeve.supervisor.core.guard.Thrown;
import dev.reeve.supervisor.core.time.TimeSource;
import dev.reeve.supervisor.core.time.Words;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One opening of a session, from the first call of its backend until all is given back.
///
/// Every call of the backend is made on a virtual thread of its own and has a time limit; nothing
/// here waits for one. A session that is there is always closed, exactly once, whether it is alive
/// or not; one that comes after its time is closed as it comes.
public final class SessionRun {
    private final Guard guard;
    private final Questions questions;
    private final String service;
    private final SessionBackend backend;
    private final TimeSource time;
    private final SessionListener listener;
    private Stage stage = Stage.OPENING;
    private @Nullable Session session;
    private @Nullable GuardedCall opener;
    private @Nullable GuardedCall closer;
    private @Nullable CompletableFuture<Liveness> look;
    private @Nullable Liveness early;

    private enum Stage {
        OPENING,
        OPEN,
        /// Nobody wants it any more; what it has is being given back.
        CLOSING,
        OVER
    }

    public SessionRun(
            Guard guard,
            String service,
            SessionBackend backend,
            TimeSource time,
            SessionListener listener) {
        this.guard = guard;
        this.questions = new Questions(guard, service, time);
        this.service = service;
        this.backend = backend;
        this.time = time;
        this.listener = listener;
    }

    /// Begins to open it.
    ///
    /// @param before an earlier opening of the same service; while a call of that has not ended,
    ///     no other is made
    public void open(Opening opening, Duration limit, @Nullable SessionRun before) {
        if (before != null && before.stillOpens()) {
            listener.refused(
                    at(
                            Status.UNKNOWN,
                            "an earlier opening has not ended although its time was up"));
            return;
        }
        var result = new CompletableFuture<Liveness>();
        GuardedCall call =
                guard.call("open", "opens " + service, backend, () -> opened(opening, result));
        synchronized (this) {
            opener = call;
        }
        Outcome.Refused refused = call.begin();
        if (refused != null) {
            result.complete(at(Status.UNKNOWN, refused.text()));
        }
        String late = "not connected within " + Words.seconds(limit);
        var _ =
                result.completeOnTimeout(
                                at(Status.OFFLINE, late), limit.toNanos(), TimeUnit.NANOSECONDS)
                        .thenAccept(this::settled);
    }

    /// Runs on the opener. What comes when nobody wants it any more is closed here.
    private void opened(Opening opening, CompletableFuture<Liveness> result) throws Exception {
        Session opened = null;
        Liveness liveness = at(Status.UNKNOWN, "not opened");
        try {
            opened = backend.open(opening);
            liveness = at(Status.ONLINE, "connected");
        } catch (Throwable thrown) {
            liveness = SessionFailures.liveness(thrown, time.now());
            throw thrown;
        } finally {
            settle(opened);
            result.complete(liveness);
        }
    }

    private void settle(@Nullable Session opened) {
        boolean unwanted;
        boolean closing;
        synchronized (this) {
            closing = stage == Stage.CLOSING;
            unwanted = stage != Stage.OPENING;
            if (!unwanted) {
                session = opened;
            }
        }
        if (unwanted && opened != null) {
            closed(opened);
        }
        if (closing) {
            over();
        }
    }

    /// The opener has come to an end, or its time is up.
    private void settled(Liveness liveness) {
        boolean opened;
        Liveness lost;
        synchronized (this) {
            if (stage != Stage.OPENING) {
                return;
            }
            opened = session != null;
            stage = opened ? Stage.OPEN : Stage.OVER;
            lost = early;
        }
        if (opened) {
            listener.opened(at(Status.ONLINE, "connected"));
            if (lost != null) {
                listener.lost(lost);
            }
        } else {
            hurry();
            listener.refused(liveness);
        }
    }

    /// Its backend says that it can be used no longer; also before it has said that it can.
    public void lost(Liveness why) {
        synchronized (this) {
            if (stage == Stage.OPENING) {
                early = why;
            }
            if (stage != Stage.OPEN) {
                return;
            }
        }
        listener.lost(why);
    }

    /// Looks whether the other side is there; who asks meanwhile gets the same answer.
    public CompletableFuture<Liveness> check(Duration limit) {
        CompletableFuture<Liveness> mine;
        Session open;
        synchronized (this) {
            if (look != null && !look.isDone()) {
                return look.copy();
            }
            open = stage == Stage.OPEN ? session : null;
            if (open == null) {
                return CompletableFuture.completedFuture(Liveness.NONE);
            }
            mine = new CompletableFuture<>();
            look = mine;
        }
        Thread.ofVirtual()
                .name("looks at " + service)
                .start(() -> mine.complete(questions.look(open, limit)));
        return mine.copy();
    }

    /// What others use of it, or null.
    public <T> @Nullable T as(Class<T> type) {
        Session open = open();
        return open == null ? null : questions.ask(open, () -> open.as(type));
    }

    /// What somebody needs to reach the other side, or null where it is not open.
    public @Nullable Map<String, String> credentials() {
        Session open = open();
        return open == null ? null : questions.ask(open, open::credentials);
    }

    private synchronized @Nullable Session open() {
        return stage == Stage.OPEN ? session : null;
    }

    /// Gives it back, and says so when that is done; at once where nothing of it is left. May be
    /// called again.
    public void close() {
        if (!closing()) {
            listener.closed();
        }
    }

    /// @return false where nothing of it is left
    private boolean closing() {
        Session open;
        synchronized (this) {
            if (stage == Stage.CLOSING || stage == Stage.OVER) {
                return stage == Stage.CLOSING;
            }
            open = session;
            stage = Stage.CLOSING;
            if (open == null) {
                // The opener comes to an end, and closes what it brings.
                interrupt(opener);
                return true;
            }
            closer = guard.call("close", "closes " + service, backend, () -> closes(open));
            if (closer.begin() == null) {
                return true;
            }
        }
        // What it holds is left to its plugin, which is called no more.
        over();
        return true;
    }

    private void closes(Session open) throws IOException {
        try {
            open.close();
        } catch (IOException | RuntimeException | Error failed) {
            listener.failed("cannot be closed: " + Thrown.words(failed));
            throw failed;
        } finally {
            over();
        }
    }

    /// Waits for it no longer: who hangs in it is interrupted, and it counts as closed.
    public void abandon() {
        close();
        synchronized (this) {
            interrupt(closer);
            interrupt(opener);
        }
        over();
    }

    private void closed(Session open) {
        try {
            open.close();
        } catch (IOException | RuntimeException | Error failed) {
            listener.failed("cannot be closed: " + Thrown.words(failed));
        }
    }

    private void over() {
        synchronized (this) {
            if (stage == Stage.OVER) {
                return;
            }
            stage = Stage.OVER;
            session = null;
        }
        listener.closed();
    }

    /// Whether a call that opens it has not ended yet.
    public synchronized boolean stillOpens() {
        return opener != null && opener.isUnderWay();
    }

    private static void interrupt(@Nullable GuardedCall call) {
        if (call != null) {
            call.interrupt();
        }
    }

    /// The opener's time is up, or nothing more is to come of it.
    private void hurry() {
        GuardedCall late;
        synchronized (this) {
            late = opener;
        }
        if (late != null) {
            late.timeIsUp();
        }
    }

    private Liveness at(Status status, String detail) {
        return new Liveness(status, detail, time.now());
    }
}
