package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// All who follow. Telling them never waits.
final class Followers {
    private final TimeSource time;
    private final List<Follower> all = new CopyOnWriteArrayList<>();

    Followers(TimeSource time) {
        this.time = time;
    }

    /// Whether there are any.
    boolean some() {
        return !all.isEmpty();
    }

    Follower add(Set<String> names, @Nullable String stream) {
        var follower = new Follower(Set.copyOf(names), stream, all::remove);
        all.add(follower);
        return follower;
    }

    void tell(String service, int run, String stream, String text) {
        var line = new LogLine(service, run, stream, time.now(), text);
        for (Follower follower : all) {
            follower.tell(line);
        }
    }

    void close() {
        all.forEach(Follower::close);
    }
}
