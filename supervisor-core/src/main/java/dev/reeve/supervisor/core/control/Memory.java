package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.ledger.Ledger;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What people want of services is on the disk before they are told that it is so.
record Memory(Ledger ledger, Readings readings) {
    /// Writes down what a request wants, where all that it names is there. Blocks on the disk.
    void remember(List<String> names, Request request) {
        Desired desired = desired(request);
        if (desired == null) {
            return;
        }
        var lives = new ArrayList<Life>();
        for (String name : names) {
            Life life = readings.find(name);
            if (life == null) {
                return;
            }
            lives.add(life);
        }
        lives.forEach(life -> ledger.desired(life.spec().key(), desired));
    }

    private static @Nullable Desired desired(Request request) {
        return switch (request) {
            case Request.Start(), Request.Restart(), Request.Resume() -> Desired.RUNNING;
            case Request.Stop _ -> Desired.STOPPED;
            case Request.Suspend() -> Desired.SUSPENDED;
            case Request.SendSignal _, Request.PauseHealth(), Request.ResumeHealth() -> null;
        };
    }
}
