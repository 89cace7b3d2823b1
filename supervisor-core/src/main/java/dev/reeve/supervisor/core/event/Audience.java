package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.RecordedEvent;

import java.util.ArrayList;
import java.util.List;

/// Those who follow, and up to which number they have been told. It has a monitor of its own, so
/// that whoever records events does not wait while others are told of them. It may be entered with
/// the journal's monitor, and never enters that.
final class Audience {
    private final List<Follower> followers = new ArrayList<>();
    private long told;
    private boolean ended;

    /// @param told the number of the last event that nobody is told of any more
    Audience(long told) {
        this.told = told;
    }

    /// Up to which number all have been told.
    synchronized long told() {
        return told;
    }

    /// How many there are.
    synchronized int size() {
        return followers.size();
    }

    synchronized void join(Follower follower) {
        if (ended) {
            follower.end();
        } else {
            followers.add(follower);
        }
    }

    synchronized void leave(Follower follower) {
        followers.remove(follower);
    }

    /// Whether it has come as far as the others, and is told from now on.
    synchronized boolean arrives(Follower follower, long number) {
        if (number >= told) {
            follower.arrive();
            return true;
        }
        return false;
    }

    /// Tells of those that have not been told yet.
    ///
    /// @param events by number
    synchronized void tell(List<RecordedEvent> events) {
        int known = 0;
        while (known < events.size() && events.get(known).seq() <= told) {
            known++;
        }
        if (known < events.size()) {
            List<RecordedEvent> fresh = events.subList(known, events.size());
            told = fresh.getLast().seq();
            followers.forEach(follower -> follower.offer(fresh));
        }
    }

    /// Nothing more will happen.
    synchronized void end() {
        ended = true;
        followers.forEach(Follower::end);
        followers.clear();
    }
}
