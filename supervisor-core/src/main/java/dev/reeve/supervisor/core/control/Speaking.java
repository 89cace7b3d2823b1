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
    /// How much may be on its way there at one time, in bytes, roughly.
    private static final int ROOM = 8 * 1024 * 1024;

    /// What each takes beside a payload.
    private static final int BESIDE = 500;

    private static final int LONGEST_SECONDS = 10;

    private final Parts parts;
    private final Semaphore room = new Semaphore(ROOM);

    Speaking(Parts parts) {
        this.parts = parts;
    }

    CompletableFuture<Told<String>> report(ActorReport report) {
        return taken(report.name(), BESIDE, to -> new Input.OfActivity.Report(report, to));
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
        if (parts.journal().isCrowded()) {
            return tooMuch(message.from());
        }
        int weight = BESIDE + (int) taken.size();
        return taken(message.from(), weight, to -> new Input.OfActivity.Say(taken, to));
    }

    CompletableFuture<Told<OperationThread>> kill(String thread, Cause cause) {
        var to = new CompletableFuture<Told<OperationThread>>();
        parts.loop().accept(new Input.OfActivity.Kill(thread, cause, to));
        return timed(thread, to);
    }

    private interface Ask<T> {
        Input with(CompletableFuture<Told<T>> to);
    }

    private <T> CompletableFuture<Told<T>> taken(String who, int weight, Ask<T> ask) {
        if (!room.tryAcquire(weight)) {
            return tooMuch(who);
        }
        var to = new CompletableFuture<Told<T>>();
        var _ = to.whenComplete((_, _) -> room.release(weight));
        parts.loop().accept(ask.with(to));
        return timed(who, to);
    }

    private static <T> CompletableFuture<Told<T>> tooMuch(String who) {
        return CompletableFuture.completedFuture(
                Told.refused(who, Reply.Kind.CAPACITY, "too much comes at once"));
    }

    private static <T> CompletableFuture<Told<T>> timed(String who, CompletableFuture<Told<T>> to) {
        return to.completeOnTimeout(
                Told.refused(who, Reply.Kind.CAPACITY, "no answer from the supervisor"),
                LONGEST_SECONDS,
                TimeUnit.SECONDS);
    }
}
