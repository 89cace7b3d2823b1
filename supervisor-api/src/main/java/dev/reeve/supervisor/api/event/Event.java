package dev.reeve.supervisor.api.event;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Something that has happened. The record's name says what; {@link #type()} is the word for users.
@Api
public sealed interface Event {
    /// The service it is about, or null where it is about the supervisor.
    default @Nullable ServiceKey service() {
        return null;
    }

    /// The run it is about, from 1, or null.
    default @Nullable Integer run() {
        return null;
    }

    /// One line for people, subject first.
    String text();

    /// The word for users: `state`, `health`, `error`, …
    default String type() {
        return switch (this) {
            case StateChanged _ -> "state";
            case HealthChanged _ -> "health";
            case LivenessChanged _ -> "liveness";
            case CredentialsRead _ -> "credentials";
            case ErrorOccurred _ -> "error";
            case HookFailed _ -> "hook";
            case PluginChanged _ -> "plugin";
            case SupervisorChanged _ -> "supervisor";
            case Reloaded _ -> "reload";
            case MessageSent _ -> "message";
            case ThreadChanged _ -> "thread";
            case ActorChanged _ -> "actor";
            case Gap _ -> "gap";
        };
    }

    /// Whether it tells of what goes on rather than of what has become different: there may be very
    /// many of those, and they must not drive the others out of the history.
    default boolean isPassing() {
        return switch (this) {
            case MessageSent _, ThreadChanged _, ActorChanged _ -> true;
            case StateChanged _, HealthChanged _, LivenessChanged _, CredentialsRead _ -> false;
            case ErrorOccurred _, HookFailed _, PluginChanged _ -> false;
            case SupervisorChanged _, Reloaded _, Gap _ -> false;
        };
    }

    /// A service went from one phase to another.
    record StateChanged(
            ServiceKey service, @Nullable Integer run, Phase from, Phase to, Reason reason)
            implements Event {
        @Override
        public String text() {
            return service.name() + ": " + to.word() + ", " + reason.text();
        }
    }

    /// A service became healthy, or stopped being so.
    record HealthChanged(
            ServiceKey service, @Nullable Integer run, Health from, Health to, String detail)
            implements Event {
        @Override
        public String text() {
            return service.name() + ": " + to.word() + ", " + detail;
        }
    }

    /// The other side of a session came, went, or lets it in no longer.
    record LivenessChanged(
            ServiceKey service,
            @Nullable Integer run,
            Liveness.Status from,
            Liveness.Status to,
            String detail)
            implements Event {
        @Override
        public String text() {
            return service.name() + ": " + to.word() + ", " + detail;
        }
    }

    /// Somebody has read the credentials of a session.
    ///
    /// @param by who: a user, a role, a program; never a token
    /// @param names which of them, never their values
    record CredentialsRead(ServiceKey service, @Nullable Integer run, String by, List<String> names)
            implements Event {
        public CredentialsRead {
            names = List.copyOf(names);
        }

        @Override
        public String text() {
            return service.name() + ": credentials read by " + by;
        }
    }

    /// Something went wrong that changed no phase.
    record ErrorOccurred(@Nullable ServiceKey service, @Nullable Integer run, String error)
            implements Event {
        @Override
        public String text() {
            return (service == null ? "supervisor" : service.name()) + ": " + error;
        }
    }

    /// A lifecycle hook threw, or took too long.
    ///
    /// @param hook its name in the manifest
    /// @param moment the word of the moment: `pre_start`, …
    record HookFailed(
            ServiceKey service, @Nullable Integer run, String hook, String moment, String error)
            implements Event {
        @Override
        public String text() {
            return service.name() + ": hook " + hook + " failed at " + moment + ": " + error;
        }
    }

    /// A plugin was started, disabled or failed.
    ///
    /// @param state `started`, `disabled` or `failed`
    record PluginChanged(String plugin, String state, @Nullable String error) implements Event {
        @Override
        public String text() {
            return "plugin " + plugin + ": " + state + (error == null ? "" : ", " + error);
        }
    }

    /// The supervisor itself went on.
    ///
    /// @param status `starting`, `running`, `stopping` or `stopped`
    record SupervisorChanged(String status, String text) implements Event {}

    /// The manifest was read again, and applied or refused as a whole.
    record Reloaded(
            boolean success,
            List<String> added,
            List<String> removed,
            List<String> updated,
            @Nullable String error)
            implements Event {
        @Override
        public String text() {
            return success
                    ? "reload: added " + added + ", removed " + removed + ", updated " + updated
                    : "reload refused: " + error;
        }
    }

    /// One actor has said something to another.
    record MessageSent(Message message) implements Event {
        @Override
        public String text() {
            return message.from() + " → " + message.to() + ": " + message.payloadType();
        }
    }

    /// An operation has begun, or come to its end.
    ///
    /// @param operation the word of what was asked
    /// @param participants the actors that take part, sorted
    /// @param error what went wrong, or null
    /// @param trace where it stands in a trace
    record ThreadChanged(
            String thread,
            String operation,
            OperationThread.Status status,
            List<String> participants,
            int messageCount,
            @Nullable String error,
            Trace trace)
            implements Event {
        public ThreadChanged {
            participants = List.copyOf(participants);
        }

        /// Of an operation whose trace begins with it.
        public ThreadChanged(
                String thread,
                String operation,
                OperationThread.Status status,
                List<String> participants,
                int messageCount,
                @Nullable String error) {
            this(thread, operation, status, participants, messageCount, error, Trace.of(thread));
        }

        @Override
        public String text() {
            return operation
                    + " "
                    + String.join(" ", participants)
                    + ": "
                    + status.word()
                    + (error == null ? "" : ", " + error);
        }
    }

    /// An actor does something else.
    ///
    /// @param operation the thread that it works on, or null
    record ActorChanged(String actor, Activity activity, @Nullable String operation)
            implements Event {
        @Override
        public String text() {
            return actor + ": " + activity.word();
        }
    }

    /// A follower was too slow: events are missing between those it got.
    ///
    /// @param from the first missing `seq`
    /// @param to the last missing `seq`
    record Gap(long from, long to) implements Event {
        @Override
        public String text() {
            return "events " + from + " to " + to + " were dropped: this follower is too slow";
        }

        /// How many are missing.
        public long lost() {
            return to - from + 1;
        }
    }
}
