package dev.reeve.supervisor.core.activity;

import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.control.ThreadPage;
import dev.reeve.supervisor.api.control.ThreadQuery;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/// The operations that go on, and the newest of those that have ended. Guarded by whoever holds it.
final class Threads {
    private static final int MOST_PARTICIPANTS = 1_000;

    private final int limit;
    private final String prefix;
    private final Map<String, String> byTrace = new HashMap<>();
    private long opened;

    // The one that was active last is the last.
    private final LinkedHashMap<String, Operation> active = new LinkedHashMap<>();
    private final LinkedHashMap<String, Operation> ended = new LinkedHashMap<>();
    private long evicted;

    /// One operation.
    static final class Operation {
        final String id;
        final String operation;
        final String asker;
        final Instant createdAt;
        final Trace trace;
        final Set<String> participants = new TreeSet<>();
        final @Nullable BooleanSupplier kill;
        Status status = Status.ACTIVE;
        int messages;
        Instant lastActivityAt;
        @Nullable String error;

        /// @param asker the actor that has asked for it
        /// @param kill cancels it where the engine does not, and says whether it could; or null
        Operation(
                String id,
                String operation,
                String asker,
                Collection<String> participants,
                Trace trace,
                Instant now,
                @Nullable BooleanSupplier kill) {
            this.id = id;
            this.operation = operation;
            this.asker = asker;
            this.trace = trace;
            this.kill = kill;
            createdAt = now;
            lastActivityAt = now;
            join(participants);
        }

        void join(Collection<String> actors) {
            for (String actor : actors) {
                if (participants.size() < MOST_PARTICIPANTS) {
                    participants.add(actor);
                }
            }
        }

        OperationThread view() {
            return new OperationThread(
                    id,
                    operation,
                    status,
                    List.copyOf(participants),
                    messages,
                    createdAt,
                    lastActivityAt,
                    error,
                    trace);
        }
    }

    /// @param limit how many that have ended are kept; as many may go on because programs have
    ///     begun them by talking
    /// @param prefix what their names begin with
    Threads(int limit, String prefix) {
        this.limit = limit;
        this.prefix = prefix;
    }

    /// A name for another one.
    String newId() {
        opened++;
        return "t" + prefix + opened;
    }

    long evicted() {
        return evicted;
    }

    int active() {
        return active.size();
    }

    @Nullable Operation find(String id) {
        Operation thread = active.get(id);
        return thread == null ? ended.get(id) : thread;
    }

    /// The last one that is a part of this trace.
    @Nullable Operation traced(String trace) {
        String id = byTrace.get(trace);
        return id == null ? null : find(id);
    }

    /// @return one that has begun with a message and is to be ended, since too many go on; or null
    @Nullable Operation add(Operation thread) {
        byTrace.put(thread.trace.id(), thread.id);
        (thread.status == Status.ACTIVE ? active : ended).put(thread.id, thread);
        evict();
        if (active.size() > 2 * limit) {
            for (Operation oldest : active.values()) {
                if (oldest.operation.equals(Talk.OPERATION)) {
                    return oldest;
                }
            }
        }
        return null;
    }

    /// It has done something.
    void touch(Operation thread, Instant now) {
        thread.lastActivityAt = now;
        Map<String, Operation> where = thread.status == Status.ACTIVE ? active : ended;
        where.remove(thread.id);
        where.put(thread.id, thread);
    }

    void end(Operation thread, Status status, @Nullable String error, Instant now) {
        active.remove(thread.id);
        thread.status = status;
        thread.error = error;
        thread.lastActivityAt = now;
        ended.put(thread.id, thread);
        evict();
    }

    /// The one that was active last comes first.
    ThreadPage page(ThreadQuery query) {
        var page = new ArrayList<OperationThread>();
        int total = 0;
        var going = new Newest(active);
        var over = new Newest(ended);
        for (Operation next = later(going, over); next != null; next = later(going, over)) {
            boolean wanted =
                    (query.status() == null || next.status == query.status())
                            && (query.participant() == null
                                    || next.participants.contains(query.participant()));
            if (wanted) {
                total++;
                if (total > query.offset() && page.size() < query.limit()) {
                    page.add(next.view());
                }
            }
        }
        return new ThreadPage(page, total);
    }

    private static @Nullable Operation later(Newest one, Newest other) {
        if (one.next == null || other.next == null) {
            return one.next == null ? other.take() : one.take();
        }
        boolean first = one.next.lastActivityAt.isAfter(other.next.lastActivityAt);
        return first ? one.take() : other.take();
    }

    /// Goes through some, the newest first.
    private static final class Newest {
        private final Iterator<Operation> from;
        private @Nullable Operation next;

        Newest(SequencedMap<String, Operation> threads) {
            from = threads.sequencedValues().reversed().iterator();
            next = from.hasNext() ? from.next() : null;
        }

        @Nullable Operation take() {
            Operation taken = next;
            next = from.hasNext() ? from.next() : null;
            return taken;
        }
    }

    private void evict() {
        Map.Entry<String, Operation> oldest = ended.size() > limit ? ended.pollFirstEntry() : null;
        if (oldest != null) {
            byTrace.remove(oldest.getValue().trace.id(), oldest.getKey());
            evicted++;
        }
    }
}
