package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.control.LocalSupervisor.Parts;
import dev.reeve.supervisor.core.engine.Input;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What others have to tell: brought to the engine, as fast as that can take it.
final class Speaking {
    /// How much may be on its way there at one time.
    private static final int ROOM = 10_000;

    private static final int LONGEST_SECONDS = 10;

    private final Parts parts;
    private final Semaphore room = new Semaphore(ROOM);

    Speaking(Parts parts) {
        this.parts = parts;
    }

    CompletableFuture<Told<String>> report(ActorReport report) {
        return taken(report.name(), to -> new Input.OfActivity.Report(report, to));
    }

    CompletableFuture<Told<Message>> say(Message.Draft message) {
        ActivityBoard.Taken taken;
        try {
            taken = ActivityBoard.taken(message);
        } catch (RuntimeException bad) {
            String text = "`payload` is wrong: " + bad.getMessage();
            return CompletableFuture.completedFuture(
                    Told.refused(message.from(), Reply.Kind.INVALID, text));
        }
        return taken(message.from(), to -> new Input.OfActivity.Say(taken, to));
    }

    CompletableFuture<Told<OperationThread>> kill(String thread, Cause cause) {
        var to = new CompletableFuture<Told<OperationThread>>();
        parts.loop().accept(new Input.OfActivity.Kill(thread, cause, to));
        return timed(thread, to);
    }

    private interface Ask<T> {
        Input with(CompletableFuture<Told<T>> to);
    }

    private <T> CompletableFuture<Told<T>> taken(String who, Ask<T> ask) {
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(
                    Told.refused(who, Reply.Kind.CAPACITY, "too much comes at once"));
        }
        var to = new CompletableFuture<Told<T>>();
        var _ = to.whenComplete((_, _) -> room.release());
        parts.loop().accept(ask.with(to));
        return timed(who, to);
    }

    private static <T> CompletableFuture<Told<T>> timed(String who, CompletableFuture<Told<T>> to) {
        return to.completeOnTimeout(
                Told.refused(who, Reply.Kind.CAPACITY, "no answer from the supervisor"),
                LONGEST_SECONDS,
                TimeUnit.SECONDS);
    }
}
