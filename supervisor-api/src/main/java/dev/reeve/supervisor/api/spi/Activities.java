package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where a state producer says what goes on in it. Any thread; nothing here blocks.
///
/// Its actors are called `PRODUCER:NAME`, where the producer's own name, as the manifest calls it,
/// is put before what is given here; another name that is an actor's is taken as it is.
@Api
@Incubating(since = "1.0.0")
public interface Activities {
    /// One of its actors says how it is; it is known from the first time on.
    void report(ActorReport report);

    /// One of its actors has said something to somebody.
    CompletableFuture<Told<Message>> say(Message.Draft message);

    /// An operation of its own begins.
    ///
    /// @param operation the word of what was asked
    /// @param kill called when somebody ends it: what belongs to it is to be cancelled. On a
    ///     virtual thread
    /// @return its id
    String begin(String operation, List<String> participants, Runnable kill);

    /// An operation of its own has come to its end. One that has ended already stays as it is.
    void end(String thread, OperationThread.Status status, @Nullable String error);
}
