package dev.reeve.plugin.ready.tcp;

import java.util.List;
import java.util.OptionalLong;

/// Says who holds a port. Finding that out takes a look at every process of the machine, so it is
/// done once for each socket, and not again at each look.
final class Strangers {
    private final Ownership ownership;
    private List<Listener> known = List.of();
    private String words = "";

    Strangers(Ownership ownership) {
        this.ownership = ownership;
    }

    /// One line for people.
    String words(int port, List<Listener> listeners) {
        if (listeners.isEmpty()) {
            return "port " + port + " answers, but no process of this service listens on it";
        }
        if (!listeners.equals(known)) {
            words =
                    "port "
                            + port
                            + " is held by "
                            + holder(listeners)
                            + ", which is not this service's";
            known = listeners;
        }
        return words;
    }

    private String holder(List<Listener> listeners) {
        OptionalLong pid = ownership.holder(listeners);
        return pid.isPresent()
                ? "process " + pid.getAsLong() + " (" + ownership.name(pid.getAsLong()) + ")"
                : "a process of user number "
                        + Integer.toUnsignedString(listeners.getFirst().user());
    }
}
