package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

/// Where a process stands, in supervisord's words and numbers (`supervisor/states.py`).
enum ProcessState {
    STOPPED(0),
    STARTING(10),
    RUNNING(20),
    BACKOFF(30),
    STOPPING(40),
    EXITED(100),
    FATAL(200);

    private final int number;

    ProcessState(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /// Its `UNKNOWN` is a process of which it has lost track, which ours never is: a service that
    /// nobody has looked at yet has not been started.
    static ProcessState of(ServiceSnapshot service) {
        return switch (service.phase()) {
            case UNKNOWN -> STOPPED;
            case STOPPED -> ended(service) ? EXITED : STOPPED;
            case WAITING -> service.desired() == Desired.RUNNING ? STARTING : STOPPED;
            case STARTING -> STARTING;
            case RUNNING -> RUNNING;
            case STOPPING -> STOPPING;
            case BACKOFF -> BACKOFF;
            case FAILED -> FATAL;
        };
    }

    private static boolean ended(ServiceSnapshot service) {
        Reason reason = service.reason();
        return reason != null && reason.code() == Reason.Code.EXITED;
    }

    /// Whether it runs, or is on its way to.
    boolean runs() {
        return this == RUNNING || this == BACKOFF || this == STARTING;
    }

    /// Whether there is something that a signal can reach.
    boolean takesSignals() {
        return this == RUNNING || this == STARTING || this == STOPPING;
    }

    boolean ended() {
        return this == STOPPED || this == EXITED || this == FATAL;
    }
}
