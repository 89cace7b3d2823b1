package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.plan.Changes;
import dev.reeve.supervisor.core.plan.How;
import dev.reeve.supervisor.core.plan.ServicePlan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// What people want of a world: requests, changes, questions; and whether each was answered once.
final class Wishes {
    private final World world;
    private final Random random;
    private final Definitions definitions;
    private final Bodies bodies;
    private final Book book;
    private final Map<CompletableFuture<?>, Open> open = new LinkedHashMap<>();
    private final Map<CompletableFuture<List<Reply>>, List<String>> asked = new LinkedHashMap<>();
    private final Map<ServiceSpec, ServicePlan> whole = new HashMap<>();
    private final Set<CompletableFuture<?>> refused = new HashSet<>();

    /// What can be unanswered.
    private enum Kind {
        REQUEST,
        CHANGE,
        LOOK
    }

    /// Something that is not yet answered.
    private record Open(Kind kind, String text, Set<String> services) {}

    Wishes(World world, Definitions definitions, Bodies bodies, Book book) {
        this.world = world;
        this.random = world.random();
        this.definitions = definitions;
        this.bodies = bodies;
        this.book = book;
    }

    /// People begin to wish.
    void begin() {
        world.in(
                50,
                3_000,
                () -> {
                    if (!world.calm()) {
                        if (world.up()) {
                            wish();
                        }
                        begin();
                    }
                });
    }

    /// Whoever had asked sees that the connection is gone.
    void crashed() {
        open.clear();
    }

    void answered(CompletableFuture<?> to) {
        if (open.remove(to) == null) {
            throw new AssertionError("answered twice");
        }
    }

    void applied(CompletableFuture<?> to, String refusal) {
        answered(to);
        if (refusal != null) {
            refused.add(to);
        }
    }

    Input looked(CompletableFuture<HealthAnswer> to, Health health) {
        return new Input.Looked(to, new HealthAnswer(health, "as it looks", 0.1, null));
    }

    /// Nobody waits for what is no more.
    void afterStep() {
        for (Open one : open.values()) {
            if (one.kind() == Kind.REQUEST && one.services().stream().noneMatch(this::known)) {
                throw new AssertionError("nobody is left to answer " + one);
            }
        }
    }

    void afterRest() {
        open.values().stream()
                .filter(one -> one.kind() == Kind.CHANGE)
                .forEach(
                        one -> {
                            throw new AssertionError("never applied: " + one);
                        });
    }

    void atTheEnd() {
        // A look may come back when all is over, and is its own affair.
        open.values().removeIf(one -> one.kind() == Kind.LOOK);
        if (!open.isEmpty()) {
            throw new AssertionError("never answered: " + open.values());
        }
    }

    private boolean known(String service) {
        return world.engine().lives().stream().anyMatch(life -> life.name().equals(service));
    }

    private void wish() {
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> change();
            case 3 -> {
                checkAsked(one());
                lookAsked(one());
            }
            case 4 -> awaited(one());
            case 5 -> handOver();
            case 6 -> cancel();
            case 7 -> refit();
            default -> ask();
        }
    }

    private String one() {
        List<Life> lives = world.engine().lives();
        return lives.isEmpty() ? "s0" : lives.get(random.nextInt(lives.size())).name();
    }

    private void checkAsked(String service) {
        var to = new CompletableFuture<HealthAnswer>();
        open.put(to, new Open(Kind.LOOK, "how " + service + " fares", Set.of()));
        world.take(new Input.CheckAsked(service, to));
    }

    private void lookAsked(String service) {
        var to = new CompletableFuture<Liveness>();
        open.put(to, new Open(Kind.LOOK, "whether " + service + " is there", Set.of()));
        world.take(new Input.LookAsked(service, random.nextBoolean(), to));
    }

    private void awaited(String service) {
        var to = new CompletableFuture<Boolean>();
        open.put(to, new Open(Kind.REQUEST, "wait for " + service, Set.of(service)));
        var conditions = Input.Condition.values();
        world.take(new Input.Awaited(service, conditions[random.nextInt(conditions.length)], to));
    }

    private void handOver() {
        if (random.nextInt(3) == 0) {
            world.take(new Input.HandOver(Reason.of(Reason.Code.SHUTDOWN, "another takes over")));
        }
    }

    /// Whatever was asked for is to do no more.
    private void cancel() {
        asked.keySet().removeIf(to -> !open.containsKey(to));
        if (!asked.isEmpty()) {
            var all = List.copyOf(asked.entrySet());
            var some = all.get(random.nextInt(all.size()));
            world.take(new Input.Cancel(some.getValue(), some.getKey(), "was killed"));
        }
    }

    /// Plugins come, go, and are replaced.
    private void refit() {
        var refitted = new ArrayList<Changes.Refitted>();
        for (Life life : world.engine().lives()) {
            if (random.nextInt(10) < 3) {
                var plans = new ArrayList<ServicePlan>();
                plans.add(fitted(life.plan()));
                if (life.next() != null) {
                    plans.add(fitted(life.next()));
                }
                refitted.add(new Changes.Refitted(life.name(), plans));
            }
        }
        var to = new CompletableFuture<String>();
        Changes changes = Changes.refitting(refitted);
        open.put(to, new Open(Kind.CHANGE, "change " + changes, Set.of()));
        world.take(new Input.Change(changes, Set.of(), Map.of(), null, to));
        refused.remove(to);
    }

    private ServicePlan fitted(ServicePlan plan) {
        if (plan.lacks() == null) {
            whole.put(plan.spec(), plan);
        }
        ServicePlan good = whole.get(plan.spec());
        var session = good.session();
        return random.nextInt(3) == 0
                ? plan.lacking("no plugin has it")
                : new ServicePlan(
                        good.spec(),
                        good.ready(),
                        good.health(),
                        session == null ? null : opening -> session.open(opening),
                        good.hooks(),
                        plan.awaited());
    }

    private void ask() {
        if (world.engine().lives().isEmpty()) {
            return;
        }
        var some = new LinkedHashSet<String>();
        int count = random.nextInt(100) < 60 ? 1 : 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            some.add(one());
        }
        Request request =
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> new Request.Start();
                    case 3, 4 -> new Request.Stop(random.nextInt(5) == 0);
                    case 5, 6 -> new Request.Restart();
                    case 7 -> new Request.Suspend();
                    case 8 -> new Request.Resume();
                    case 9 -> new Request.PauseHealth();
                    case 10 -> new Request.ResumeHealth();
                    default -> new Request.SendSignal(Signal.HUP);
                };
        remember(some, request);
        var to = new CompletableFuture<List<Reply>>();
        open.put(to, new Open(Kind.REQUEST, request + " of " + some, some));
        asked.put(to, List.copyOf(some));
        world.take(new Input.Asked(List.copyOf(some), request, to));
    }

    /// What people want is on the disk before it is done.
    private void remember(Set<String> some, Request request) {
        Desired desired =
                switch (request) {
                    case Request.Start(), Request.Restart(), Request.Resume() -> Desired.RUNNING;
                    case Request.Stop _ -> Desired.STOPPED;
                    case Request.Suspend() -> Desired.SUSPENDED;
                    case Request.SendSignal _, Request.PauseHealth(), Request.ResumeHealth() ->
                            null;
                };
        if (desired != null) {
            some.forEach(service -> book.wanted(service, desired));
        }
    }

    private void change() {
        var added = new ArrayList<ServicePlan>();
        var renewed = new ArrayList<Changes.Renewal>();
        var removed = new HashSet<String>();
        Map<String, ServicePlan> before = new HashMap<>();
        definitions.all().forEach(plan -> before.put(plan.name(), plan));
        definitions.names().stream().filter(_ -> random.nextInt(10) == 0).forEach(removed::add);
        // The manifest is there before the supervisor reads it, and names nothing that is gone.
        removed.forEach(definitions::remove);
        for (String name : definitions.names()) {
            if (random.nextInt(10) < 2) {
                renewed.add(
                        new Changes.Renewal(
                                definitions.made(name), How.values()[random.nextInt(3)]));
            }
        }
        String fresh = "s" + random.nextInt(9);
        // A stranger is swept out before its name is given again.
        if (!definitions.has(fresh)
                && !removed.contains(fresh)
                && (known(fresh) || !bodies.alive(fresh))) {
            added.add(definitions.made(fresh));
        }
        var start = new LinkedHashSet<String>();
        added.stream()
                .map(ServicePlan::name)
                .filter(_ -> random.nextInt(10) < 8)
                .forEach(start::add);
        var to = new CompletableFuture<String>();
        var changes = new Changes(added, renewed, removed);
        open.put(to, new Open(Kind.CHANGE, "change " + changes, Set.of()));
        int era = world.era();
        added.forEach(definitions::put);
        renewed.forEach(renewal -> definitions.put(renewal.plan()));
        world.take(new Input.Change(changes, start, Map.of(), null, to));
        if (refused.remove(to) && world.era() == era) {
            definitions.names().forEach(definitions::remove);
            before.values().forEach(definitions::put);
        } else {
            removed.forEach(book::forget);
        }
    }
}
