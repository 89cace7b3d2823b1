package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.activity.Timeline;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Course;
import dev.reeve.supervisor.launcher.text.CourseText;
import dev.reeve.supervisor.launcher.text.Paint;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/// Says how the start has gone, once it is over: what took how long, and what kept the rest.
final class Timings extends Follower {
    /// What the start of everything is called as an operation.
    static final String OPERATION = "up";

    private final Supervisor supervisor;
    private final EventStream events;
    private final Consumer<Course> tell;
    private boolean done;

    /// @param tell takes how it has gone, once
    Timings(Supervisor supervisor, Consumer<Course> tell) {
        super("timings");
        this.supervisor = supervisor;
        // How earlier supervisors began is no news.
        this.events =
                supervisor.follow(supervisor.services().seq(), EventFilter.of(Set.of("thread")));
        this.tell = tell;
    }

    @Override
    boolean take(Duration longest) throws InterruptedException {
        RecordedEvent recorded = events.next(longest);
        if (recorded == null) {
            return false;
        }
        if (recorded.event() instanceof Event.ThreadChanged changed
                && changed.operation().equals(OPERATION)
                && changed.status() != Status.ACTIVE) {
            Timeline timeline = supervisor.timeline(changed.thread());
            if (timeline != null) {
                tell.accept(Course.of(timeline));
            }
            done = true;
        }
        return true;
    }

    /// For stderr, which may be narrower than stdout, and is no table for programs.
    static String text(Reeve reeve, Course course) {
        OptionalInt columns = reeve.around().terminal().columns().get();
        var paint = new Paint(reeve.answers().colour());
        return new CourseText(course, paint, columns, reeve.around().clock().instant()).text();
    }

    @Override
    Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    boolean closed() {
        return done || events.closed();
    }

    @Override
    void close() {
        events.close();
    }
}
