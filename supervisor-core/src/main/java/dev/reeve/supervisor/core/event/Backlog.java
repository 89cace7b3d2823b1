package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.core.record.Disk;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/// What followers have not yet read, for each of them from where it is. Holds no monitor while it
/// reads.
///
/// @param isThere whether a file is still one of the journal
/// @param view where events are now that have a higher number
record Backlog(Audience audience, Disk disk, Predicate<Path> isThere, LongFunction<View> view)
        implements Follower.Past {
    @Override
    public Follower.@Nullable Stretch after(Follower follower, long number) {
        if (audience.arrives(follower, number)) {
            return null;
        }
        // Before the view, which then holds all of that.
        long told = audience.told();
        View now = view.apply(number);
        var filter = Filter.between(number, told + 1, now.floors(), follower.kinds());
        var trail = new Trail(filter, follower.filter());
        trail.through(disk, now.older(), now.begin(), isThere);
        trail.through(now.newest());
        return trail.stretch();
    }

    @Override
    public void leave(Follower follower) {
        audience.leave(follower);
    }
}
