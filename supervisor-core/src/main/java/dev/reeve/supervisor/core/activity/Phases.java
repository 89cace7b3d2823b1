package dev.reeve.supervisor.core.activity;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

/// What a service does, by its phase. While it runs it may tell more exactly itself.
public final class Phases {
    private Phases() {}

    public static Activity of(Phase phase, Reason reason) {
        return switch (phase) {
            case UNKNOWN, RUNNING -> Activity.IDLE;
            case STOPPED -> paused(reason) ? Activity.PAUSED : Activity.IDLE;
            case WAITING -> paused(reason) ? Activity.PAUSED : Activity.WAITING;
            case STARTING, STOPPING -> Activity.PROCESSING;
            case BACKOFF -> Activity.WAITING;
            case FAILED -> Activity.ERROR;
        };
    }

    private static boolean paused(Reason reason) {
        return reason.code() == Reason.Code.PAUSED;
    }
}
