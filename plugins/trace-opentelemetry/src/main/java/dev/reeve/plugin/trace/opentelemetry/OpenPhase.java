package dev.reeve.plugin.trace.opentelemetry;

import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.StatusData;

import java.time.Instant;
import java.util.List;

/// A service in a phase that an operation has brought it to: a child span in the making.
///
/// @param operation the trace of the operation
/// @param change by which it came into the phase
/// @param seq the number of that event
record OpenPhase(Trace operation, Event.StateChanged change, long seq, Instant since) {
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("reeve.service");
    private static final AttributeKey<Long> RUN = AttributeKey.longKey("reeve.run");
    private static final AttributeKey<String> PHASE = AttributeKey.stringKey("reeve.phase");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reeve.reason");
    private static final AttributeKey<String> NEXT = AttributeKey.stringKey("reeve.next_phase");

    /// Whether a service goes through this phase on its way to another one.
    static boolean takesTime(Phase phase) {
        return switch (phase) {
            case WAITING, STARTING, STOPPING, BACKOFF -> true;
            case UNKNOWN, STOPPED, RUNNING, FAILED -> false;
        };
    }

    /// The service has left the phase.
    Ended ended(Event.StateChanged next, Instant now) {
        StatusData status =
                fails(next)
                        ? StatusData.create(StatusCode.ERROR, next.reason().text())
                        : StatusData.unset();
        return span(now, status, Attributes.of(NEXT, next.to().word()));
    }

    /// When it has left the phase is not known.
    Ended unfinished(Instant last, String why) {
        return span(last, StatusData.unset(), Attributes.of(OpenOperation.INCOMPLETE, why));
    }

    private Ended span(Instant end, StatusData status, Attributes more) {
        String service = change.service().name();
        String phase = change.to().word();
        var attributes =
                Attributes.builder()
                        .put(SERVICE, service)
                        .put(PHASE, phase)
                        .put(REASON, change.reason().text())
                        .putAll(more);
        Integer run = change.run();
        if (run != null) {
            attributes.put(RUN, run.longValue());
        }
        Trace trace = operation.part(service + " " + phase + " " + seq);
        return new Ended(
                service + " " + phase, trace, status, since, end, attributes.build(), List.of(), 0);
    }

    /// Whether this phase has come to nothing. That a service which has crashed stops or waits is
    /// no failure of the stop or the wait.
    private boolean fails(Event.StateChanged next) {
        Reason.Code code = next.reason().code();
        return switch (change.to()) {
            case STARTING -> next.to() != Phase.RUNNING && isFailure(code);
            case STOPPING -> code == Reason.Code.UNKILLABLE;
            case WAITING, BACKOFF -> next.to() == Phase.FAILED;
            case UNKNOWN, STOPPED, RUNNING, FAILED -> false;
        };
    }

    private static boolean isFailure(Reason.Code code) {
        return switch (code) {
            case CRASHED, READY_TIMEOUT, UNHEALTHY, UNREACHABLE, RESTART_LIMIT -> true;
            case MISCONFIGURED, SPAWN_FAILED, START_TIMEOUT, HOOK_FAILED, UNKILLABLE -> true;
            case REQUESTED, EXITED, DEPENDENCY, AUTH_REQUIRED, CAPACITY, PAUSED -> false;
            case RELOADED, SHUTDOWN -> false;
        };
    }
}
