package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.event.Journal;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Turns the engine: takes inputs and timers one at a time, on the one thread that may change a
/// service; publishes what came of it, records it, and hands out what is to be done.
public final class EngineLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EngineLoop.class);

    private final Engine engine;
    private final Chronicle chronicle;
    private final Journal journal;
    private final TimeSource time;
    private final RandomGenerator chance;
    private final BlockingQueue<Input> inbox = new LinkedBlockingQueue<>();
    private final Timers timers = new Timers();
    private volatile Published published;

    /// @param others who acts beside the services
    public EngineLoop(
            Engine engine,
            Journal journal,
            ActivityBoard board,
            Others others,
            TimeSource time,
            RandomGenerator chance) {
        this.engine = engine;
        chronicle = new Chronicle(engine, board, new Conversation(board, engine::knows, others));
        this.journal = journal;
        this.time = time;
        this.chance = chance;
        this.published = new Published(journal.last(), engine.status(), engine.lives());
    }

    /// Puts something into the inbox. Any thread; never blocks.
    public void accept(Input input) {
        inbox.add(input);
    }

    /// How much waits to be handled. Any thread; never blocks.
    public int waiting() {
        return inbox.size();
    }

    /// What was published last. Any thread; never blocks.
    public Published published() {
        return published;
    }

    /// Runs until all is over.
    ///
    /// @param doer does the effects, elsewhere; must not block
    /// @return how it ended; null when the thread was interrupted
    public Effect.@Nullable Exit run(Consumer<Effect> doer) {
        try {
            while (true) {
                Effect.Exit exit = handled(next(), doer);
                if (exit != null) {
                    return exit;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private Input next() throws InterruptedException {
        while (true) {
            Input due = timers.due(time.nanos());
            if (due != null) {
                return due;
            }
            Long wait = timers.next(time.nanos());
            Input input = wait == null ? inbox.take() : inbox.poll(wait, TimeUnit.NANOSECONDS);
            if (input != null) {
                return input;
            }
        }
    }

    private Effect.@Nullable Exit handled(Input input, Consumer<Effect> doer) {
        Chronicle.Turn turn;
        Instant now = time.now();
        try {
            turn = chronicle.handle(input, now, time.nanos(), chance.nextDouble());
        } catch (RuntimeException bug) {
            LOG.error("a bug of ours: cannot handle a {}", input.getClass().getSimpleName(), bug);
            String what = input instanceof Input.OfActivity.Say ? "a message" : input.toString();
            String text = "a bug of ours: cannot handle " + what + ": " + bug;
            journal.append(List.of(new Event.ErrorOccurred(null, null, text)), now);
            return null;
        }
        // Readers first, then followers, then the world: whoever hears of an event finds it done.
        published =
                new Published(
                        journal.last() + turn.events().size(), engine.status(), engine.lives());
        journal.record(turn.events(), now);
        Effect.Exit end = null;
        for (Effect effect : turn.effects()) {
            switch (effect) {
                case Effect.Remind remind -> timers.set(remind, time.nanos());
                case Effect.Exit exit -> end = exit;
                case Effect.Prepare _, Effect.Spawn _, Effect.Adopt _ -> doer.accept(effect);
                case Effect.Reopen _, Effect.Refit _, Effect.AwaitReady _ -> doer.accept(effect);
                case Effect.StopAsking _ -> doer.accept(effect);
                case Effect.Watch _, Effect.NoteReady _ -> doer.accept(effect);
                case Effect.CheckHealth _, Effect.FollowMain _ -> doer.accept(effect);
                case Effect.SendSignal _, Effect.Kill _, Effect.CallHooks _ -> doer.accept(effect);
                case Effect.Release _, Effect.Answer _, Effect.Tell _ -> doer.accept(effect);
                case Effect.Connect _, Effect.Disconnect _ -> doer.accept(effect);
                case Effect.CheckLiveness _, Effect.TellLiveness _ -> doer.accept(effect);
                case Effect.TellHealth _, Effect.TellApplied _ -> doer.accept(effect);
                case Effect.Hand<?> _ -> doer.accept(effect);
                case Effect.StopEverything _ ->
                        throw new IllegalStateException("the engine keeps this one to itself");
            }
        }
        return end;
    }
}
