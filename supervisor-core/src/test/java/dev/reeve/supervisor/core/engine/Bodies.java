package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.engine.Message.Observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What lives in a world, whoever supervises it, and the kernel that makes it. A body outlives its
/// supervisor; only the one that has spawned or adopted it hears of it and reaches it.
final class Bodies {
    private final World world;
    private final Book book;
    private final Map<String, Body> bodies = new HashMap<>();
    private final Set<String> spawning = new HashSet<>();
    private long pids = 1000;

    /// What lives of one run: the main process, and whether something else does.
    static final class Body {
        final String service;
        final int run;
        final long pid;
        boolean main = true;
        boolean rest;

        /// Which supervisor watches it.
        int era = -1;

        /// Nothing overtakes what the kernel tells of one child.
        long told;

        Body(String service, int run, long pid) {
            this.service = service;
            this.run = run;
            this.pid = pid;
        }

        boolean alive() {
            return main || rest;
        }
    }

    Bodies(World world, Book book) {
        this.world = world;
        this.book = book;
    }

    /// Whether something lives of a service, or is about to.
    boolean alive(String service) {
        Body body = bodies.get(service);
        return spawning.contains(service) || (body != null && body.alive());
    }

    List<Body> living() {
        var living = new ArrayList<Body>();
        bodies.values().stream()
                .filter(Body::alive)
                .sorted((a, b) -> a.service.compareTo(b.service))
                .forEach(living::add);
        return living;
    }

    /// The supervisor is gone: what it was just about to spawn never comes.
    void crashed() {
        spawning.clear();
    }

    /// Written down, made, written down again and told: a crash may come between any two.
    void spawn(String service, int run) {
        nothingBeside(service, run);
        spawning.add(service);
        world.later(
                0,
                20,
                () -> {
                    book.begins(service, run);
                    world.later(0, 5, () -> make(service, run));
                });
    }

    private void make(String service, int run) {
        nothingBeside(service, run);
        if (world.luck(5)) {
            spawning.remove(service);
            world.see(service, new Observation.SpawnFailed(run, "no memory", world.luck(50)));
            return;
        }
        var body = new Body(service, run, ++pids);
        bodies.put(service, body);
        world.later(
                0,
                5,
                () -> {
                    spawning.remove(service);
                    book.spawned(service, run);
                    watched(body);
                });
    }

    void adopt(String service, int run) {
        world.later(
                0,
                20,
                () -> {
                    Body body = bodies.get(service);
                    if (body == null || body.run != run || !body.alive()) {
                        world.see(service, new Observation.SpawnFailed(run, "not there", false));
                    } else {
                        watched(body);
                    }
                });
    }

    void signalled(String service, int run, Signal signal) {
        Body body = reached(service, run);
        if (body != null && !signal.equals(Signal.HUP) && (world.calm() || world.luck(75))) {
            world.in(
                    0,
                    800,
                    () -> {
                        mainEnds(body, new Exit.Code(0), world.luck(20));
                        restEnds(body);
                    });
        }
    }

    void killed(String service, int run) {
        Body body = reached(service, run);
        if (body != null) {
            // Now and then a process that not even KILL moves, until the disk is back.
            long late = world.luck(3) ? 30_000 : 10;
            world.in(0, late, () -> swept(body));
        }
    }

    /// Somebody kills all that lives of it.
    void swept(Body body) {
        mainEnds(body, new Exit.Killed(Signal.KILL), false);
        restEnds(body);
    }

    private void nothingBeside(String service, int run) {
        Body before = bodies.get(service);
        if (before != null && before.alive()) {
            throw new AssertionError(service + ": run " + run + " beside run " + before.run);
        }
    }

    private Body reached(String service, int run) {
        Body body = bodies.get(service);
        return body != null && body.run == run && body.era == world.era() ? body : null;
    }

    /// A supervisor has it for its child from now on.
    private void watched(Body body) {
        body.era = world.era();
        body.told = 0;
        world.see(body.service, new Observation.Spawned(body.run, body.pid));
        if (!body.main) {
            tell(body, new Observation.Ended(body.run, new Exit.Unseen(), body.rest));
            if (world.luck(50)) {
                world.in(0, 2_000, () -> restEnds(body));
            }
            return;
        }
        if (world.luck(60)) {
            var exit = new Exit.Code(world.random().nextInt(3));
            world.in(0, 3_000, () -> mainEnds(body, exit, world.luck(20)));
        }
        if (world.luck(30)) {
            speaks(body);
        }
    }

    /// It says something of itself, and perhaps more.
    private void speaks(Body body) {
        world.in(
                0,
                1_000,
                () -> {
                    if (body.main && body.era == world.era()) {
                        tell(body, new Observation.Reported(body.run, report(body)));
                        if (world.luck(70)) {
                            speaks(body);
                        }
                    }
                });
    }

    private Report report(Body body) {
        Duration some = Duration.ofMillis(world.random().nextInt(1_500));
        return switch (world.random().nextInt(world.calm() ? 2 : 12)) {
            case 0, 1, 2 -> new Report.Alive();
            case 3, 4 -> new Report.Watchdog(world.luck(20) ? Duration.ZERO : some);
            case 5 -> new Report.Status(world.luck(50) ? "" : "busy");
            case 6 -> new Report.MoreTime(some);
            case 7 -> new Report.MainProcess(body.pid + world.random().nextInt(2) * 100_000);
            case 8 -> new Report.Reloading();
            case 9 -> new Report.Reloaded();
            case 10 -> new Report.Leaving();
            default -> new Report.Trouble("no way on");
        };
    }

    private void mainEnds(Body body, Exit exit, boolean leaves) {
        if (body.main) {
            body.main = false;
            body.rest = leaves;
            tell(body, new Observation.Ended(body.run, exit, leaves));
            if (leaves && world.luck(50)) {
                world.in(0, 2_000, () -> restEnds(body));
            }
        }
    }

    private void restEnds(Body body) {
        if (!body.main && body.rest) {
            body.rest = false;
            tell(body, new Observation.Emptied(body.run));
        }
    }

    private void tell(Body body, Observation what) {
        if (body.era == world.era()) {
            body.told = world.tell(body.service, what, body.told);
        }
    }
}
