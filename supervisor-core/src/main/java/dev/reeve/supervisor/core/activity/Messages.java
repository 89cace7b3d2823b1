package dev.reeve.supervisor.core.activity;

import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.control.MessagePage;
import dev.reeve.supervisor.api.control.MessageQuery;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The newest messages, found by operation and by actor without looking at the others. Guarded by
/// whoever holds it.
final class Messages {
    /// What all together may take.
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    /// What one takes beside its payload.
    private static final long BESIDE = 400;

    private final int limit;
    private final ArrayDeque<Message> kept = new ArrayDeque<>();
    private final Map<Long, Message> bySeq = new HashMap<>();
    private final Map<String, SeqList> byThread = new HashMap<>();
    private final Map<String, SeqList> byActor = new HashMap<>();
    private final SeqList all = new SeqList();
    private long bytes;
    private long last;

    Messages(int limit) {
        this.limit = limit;
    }

    /// The number of the last one that ever was.
    long last() {
        return last;
    }

    long evicted() {
        return last - kept.size();
    }

    /// Messages before this number were, and are no longer known.
    void begin(long after) {
        last = after;
    }

    void add(Message message) {
        last = message.seq();
        kept.addLast(message);
        bySeq.put(message.seq(), message);
        all.add(message.seq());
        index(byThread, message.thread()).add(message.seq());
        index(byActor, message.from()).add(message.seq());
        if (!message.to().equals(message.from())) {
            index(byActor, message.to()).add(message.seq());
        }
        bytes += BESIDE + message.size();
        while (kept.size() > limit || (bytes > MOST_BYTES && kept.size() > 1)) {
            evict();
        }
    }

    MessagePage page(MessageQuery query) {
        SeqList index = best(query);
        if (index == null) {
            return new MessagePage(List.of(), 0);
        }
        int from = index.upTo(query.after());
        boolean both = query.thread() != null && query.actor() != null;
        var page = new ArrayList<Message>();
        int total = both ? 0 : index.size() - from;
        int toSkip = query.offset();
        for (int at = index.size() - 1; at >= from; at--) {
            if (!both && page.size() == query.limit()) {
                break;
            }
            Message message = bySeq.get(index.get(at));
            if (message == null || (both && !isOf(message, query.actor()))) {
                continue;
            }
            total += both ? 1 : 0;
            if (toSkip > 0) {
                toSkip--;
            } else if (page.size() < query.limit()) {
                page.add(message);
            }
        }
        return new MessagePage(page, total);
    }

    /// Where both are asked for, an operation has fewer than an actor.
    private @Nullable SeqList best(MessageQuery query) {
        if (query.thread() != null) {
            return byThread.get(query.thread());
        }
        return query.actor() == null ? all : byActor.get(query.actor());
    }

    private static boolean isOf(Message message, @Nullable String actor) {
        return message.from().equals(actor) || message.to().equals(actor);
    }

    private void evict() {
        Message message = kept.removeFirst();
        bytes -= BESIDE + message.size();
        bySeq.remove(message.seq());
        all.dropTo(message.seq());
        drop(byThread, message.thread(), message.seq());
        drop(byActor, message.from(), message.seq());
        drop(byActor, message.to(), message.seq());
    }

    private static SeqList index(Map<String, SeqList> by, String key) {
        return by.computeIfAbsent(key, _ -> new SeqList());
    }

    private static void drop(Map<String, SeqList> by, String key, long seq) {
        SeqList index = by.get(key);
        if (index != null) {
            index.dropTo(seq);
            if (index.size() == 0) {
                by.remove(key);
            }
        }
    }
}
