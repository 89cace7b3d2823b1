package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.core.time.TimeSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// A program that records events until it is killed, and prints what a follower gets of them.
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) throws Exception {
        var time = TimeSource.system();
        var journal =
                Journal.open(
                        Path.of(arguments[0]),
                        new Retention(10_000, 10_000),
                        time,
                        System.err::println);
        var follower = journal.follow(journal.last());
        Thread.ofPlatform().start(() -> record(journal, time));
        while (true) {
            var event = follower.next(Duration.ofSeconds(1));
            if (event != null) {
                System.out.println(event.seq() + " " + event.event().text());
            }
        }
    }

    private static void record(Journal journal, TimeSource time) {
        while (true) {
            var text = UUID.randomUUID().toString();
            journal.append(List.of(new Event.SupervisorChanged("running", text)), time.now());
            Thread.onSpinWait();
        }
    }
}
