package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.Timeline;
import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Who does what, as part of which operation, and what is said: the part of {@link Supervisor} that
/// is about that.
@Api
@Incubating(since = "1.0.0")
public interface Operations {
    /// Asks several services at once, as {@link Supervisor#ask(List, Request)} does, and says at
    /// once under which thread that is found.
    Operation begin(List<String> names, Request request, Cause cause);

    /// The same, for nobody in particular.
    default Operation begin(List<String> names, Request request) {
        return begin(names, request, Cause.OPERATOR);
    }

    /// All who act, by name.
    List<Actor> actors();

    /// The actor of this name, or null.
    @Nullable Actor actor(String name);

    /// The JSON Schema of what can be configured about an actor, or null where there is no such
    /// actor, or nothing is known.
    @Nullable Map<String, Object> actorSchema(String name);

    /// An actor says how it is. That of `SERVICE:PART` is known from then on, until its service is
    /// removed.
    ///
    /// @return always comes to an answer: refused as `UNKNOWN` where there is no such actor
    CompletableFuture<Told<Actor>> report(ActorReport report);

    /// Records a message, at once and as a whole: its number, its place in its operation, and what
    /// it counts for its sender.
    ///
    /// @return always comes to an answer: refused as `UNKNOWN` where sender or receiver is no
    ///     actor, as `INVALID` where it is wrong or too large, as `CAPACITY` where they come too
    ///     fast
    CompletableFuture<Told<Message>> say(Message.Draft message);

    /// A page of messages, newest first.
    MessagePage messages(MessageQuery query);

    /// The operation of this id, or null.
    @Nullable OperationThread thread(String id);

    /// Ends an operation: what it still had to do is not done, and what it is starting is stopped.
    ///
    /// @return always comes to an answer: refused as `UNKNOWN`, or as `CONFLICT` where it has
    ///     ended, or cannot be ended any more
    CompletableFuture<Told<OperationThread>> kill(String thread, Cause cause);

    /// How an operation has gone, and what has kept it; null where it is not known. May block on
    /// the disk.
    @Nullable Timeline timeline(String thread);

    /// Whose token this is: the name of a service, which may report about itself; null where it is
    /// nobody's.
    @Nullable String reporter(String token);

    /// A page of the operations that are known; the one that was active last comes first.
    ThreadPage threads(ThreadQuery query);
}
