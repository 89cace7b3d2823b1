package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.OnOrphan;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.plan.ServicePlan;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// How a supervisor begins where another one may have been before it.
final class Crash {
    private final World world;
    private final Definitions definitions;
    private final Bodies bodies;
    private final Book book;

    Crash(World world, Definitions definitions, Bodies bodies, Book book) {
        this.world = world;
        this.definitions = definitions;
        this.bodies = bodies;
        this.book = book;
    }

    Book book() {
        return book;
    }

    void begin() {
        List<Life> lives = definitions.all().stream().map(Life::fresh).toList();
        Map<String, Ask.Found> left = new LinkedHashMap<>();
        for (Bodies.Body body : bodies.living()) {
            ServicePlan plan = plan(body.service);
            if (plan == null) {
                // Its service is gone: somebody sweeps it out.
                world.in(0, 6_000, () -> bodies.swept(body));
            } else {
                left.put(body.service, found(body, plan));
            }
        }
        Map<String, Desired> kept = new LinkedHashMap<>(book.desired());
        kept.keySet().retainAll(definitions.names());
        var wanted = new LinkedHashSet<>(definitions.names());
        world.begins(lives, new Input.Begin(wanted, kept, left));
    }

    private ServicePlan plan(String service) {
        return definitions.all().stream()
                .filter(plan -> plan.name().equals(service))
                .findFirst()
                .orElse(null);
    }

    private Ask.Found found(Bodies.Body body, ServicePlan plan) {
        var request =
                new AdoptRequest(
                        body.pid, 1, Instant.EPOCH, "i:" + body.service + ":" + body.run + ":1");
        return new Ask.Found(
                book.tally(body.service, body.run),
                book.wasReady(body.service, body.run),
                plan.spec().onOrphan() == OnOrphan.ADOPT,
                false,
                request);
    }
}
