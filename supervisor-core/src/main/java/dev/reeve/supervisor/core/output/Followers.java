package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/// All who follow. Telling them never waits.
final class Followers {
    private final List<Follower> all = new CopyOnWriteArrayList<>();
    private final LongAdder dropped = new LongAdder();

    /// Whether there are any.
    boolean some() {
        return !all.isEmpty();
    }

    Follower add(LogQuery query) {
        return add(name -> query.names().isEmpty() || query.names().contains(name), query);
    }

    int count() {
        return all.size();
    }

    /// How many lines were dropped so far.
    long dropped() {
        return dropped.sum();
    }

    /// @param services whose lines, instead of those that the query names
    Follower add(Predicate<String> services, LogQuery query) {
        var follower = new Follower(services, query, all::remove, dropped);
        all.add(follower);
        return follower;
    }

    /// @param from the stream that has it
    /// @param place where in that stream it begins
    void tell(Stream from, long place, int run, Instant time, String text) {
        var line = new LogLine(from.service(), run, from.name(), time, text);
        for (Follower follower : all) {
            follower.tell(line, from, place);
        }
    }

    void close() {
        all.forEach(Follower::close);
    }
}
