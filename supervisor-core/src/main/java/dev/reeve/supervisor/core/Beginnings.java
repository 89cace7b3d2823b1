package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.engine.Life;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a supervisor begins with.
final class Beginnings {
    private Beginnings() {}

    /// The services that are wanted at first.
    static Set<String> wanted(List<Life> lives, House.Start start) {
        if (!start.services().isEmpty()) {
            return new LinkedHashSet<>(start.services());
        }
        var wanted = new LinkedHashSet<String>();
        for (Life life : lives) {
            if (life.spec().autostart()) {
                wanted.add(life.name());
            }
        }
        return wanted;
    }

    /// Our own settings, tokens among them, are nobody else's; nor is what a supervisor above us
    /// has told us about itself.
    static Map<String, String> inherited(Map<String, String> environment) {
        var inherited = new LinkedHashMap<>(environment);
        inherited.keySet().removeIf(name -> name.startsWith("REEVE_"));
        inherited.keySet().removeAll(Set.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"));
        return inherited;
    }

    static String version() {
        Module module = Beginnings.class.getModule();
        var descriptor = module.getDescriptor();
        return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
    }

    /// The start-up as an operation.
    ///
    /// @return its id
    static String up(ActivityBoard board, Set<String> wanted, Instant now) {
        var participants = new ArrayList<>(wanted);
        participants.add(Actor.SUPERVISOR);
        return board.open("up", participants, Cause.OPERATOR, now, null).id();
    }
}
