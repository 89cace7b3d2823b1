package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.core.engine.Message.Observation;

import java.util.HashMap;
import java.util.Map;

/// Sessions in a world: they are refused for every kind of reason, are lost at any moment, hang
/// when they are to be closed, and are gone with the supervisor that has opened them.
final class Sessions {
    private final World world;
    private final Map<String, One> sessions = new HashMap<>();

    /// One that is being opened, or is open.
    private static final class One {
        final int run;
        boolean open;
        boolean over;

        /// Nothing overtakes what is told of one session.
        long told;

        One(int run) {
            this.run = run;
        }
    }

    Sessions(World world) {
        this.world = world;
    }

    /// Whether something of a service's session is left.
    boolean alive(String service) {
        One one = sessions.get(service);
        return one != null && !one.over;
    }

    /// The supervisor is gone, and its sessions with it.
    void crashed() {
        sessions.clear();
    }

    void connect(String service, int run) {
        if (alive(service)) {
            throw new AssertionError(service + ": a session beside another one");
        }
        One one = new One(run);
        sessions.put(service, one);
        // Now and then it hangs until its time is up.
        long hangs = world.luck(5) ? 10_000 : 0;
        world.later(hangs, hangs + 400, () -> opened(service, one));
    }

    private void opened(String service, One one) {
        if (one.over) {
            return;
        }
        if (world.luck(40)) {
            one.over = true;
            tell(service, one, new Observation.Lost(one.run, at(any())));
            return;
        }
        one.open = true;
        tell(service, one, new Observation.Connected(one.run, at(Status.ONLINE)));
        if (world.luck(50)) {
            world.later(
                    0,
                    3_000,
                    () -> {
                        if (!one.over) {
                            tell(service, one, new Observation.Lost(one.run, at(any())));
                        }
                    });
        }
    }

    void disconnect(String service, int run) {
        One one = reached(service, run);
        if (one != null && (world.calm() || world.luck(80))) {
            world.later(0, 800, () -> closed(service, one));
        }
    }

    void abandoned(String service, int run) {
        One one = reached(service, run);
        if (one != null) {
            closed(service, one);
        }
    }

    void look(Effect.CheckLiveness look) {
        boolean regular = look.to() == null;
        if (regular && world.luck(2)) {
            return;
        }
        Status status = world.luck(30) ? any() : Status.ONLINE;
        var seen = new Observation.Looked(look.run(), at(status), regular, look.provision());
        world.later(
                0,
                50,
                () -> {
                    world.tell(look.service(), seen);
                    if (!regular) {
                        world.take(new Input.Found(look.to(), at(status)));
                    }
                });
    }

    private void closed(String service, One one) {
        one.over = true;
        tell(service, one, new Observation.Closed(one.run));
    }

    private void tell(String service, One one, Observation what) {
        one.told = world.tell(service, what, one.told);
    }

    private One reached(String service, int run) {
        One one = sessions.get(service);
        return one != null && one.run == run ? one : null;
    }

    private Status any() {
        Status[] all = Status.values();
        return all[world.random().nextInt(all.length)];
    }

    private static Liveness at(Status status) {
        return new Liveness(status, "as it looks", null);
    }
}
