package dev.reeve.plugin.control.pilot.tcp;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// Carries orders out: `restart`, and `start` and `stop` besides. All names are looked at first;
/// where one means nothing, nothing is touched.
final class Orders {
    private final Supervisor supervisor;
    private final @Nullable Token token;

    /// @param token what every order has to show, or null where none has to
    Orders(Supervisor supervisor, @Nullable Token token) {
        this.supervisor = supervisor;
        this.token = token;
    }

    /// How an order ended.
    record Outcome(boolean success, String message) {
        static Outcome error(String message) {
            return new Outcome(false, message);
        }
    }

    Outcome carryOut(Order order) throws InterruptedException {
        if (token != null && !token.is(order.token())) {
            return Outcome.error("this needs the right `token`");
        }
        if (order.problem() != null) {
            return Outcome.error(order.problem());
        }
        Request request =
                switch (order.action()) {
                    case "restart" -> new Request.Restart();
                    case "start" -> new Request.Start();
                    case "stop" -> new Request.Stop(false);
                    case null, default -> null;
                };
        if (request == null) {
            return Outcome.error("`action` must be restart, start or stop");
        }
        if (order.processes().isEmpty()) {
            return Outcome.error("`processes` must be a list of at least one name");
        }
        return ask(order.processes(), request);
    }

    private Outcome ask(List<String> names, Request request) throws InterruptedException {
        List<ServiceSnapshot> services = supervisor.services().items();
        List<String> targets = new ArrayList<>();
        for (String name : names) {
            String target = target(name, services);
            if (target == null) {
                return Outcome.error("there is no process `" + name + "`; nothing was touched");
            }
            if (!targets.contains(target)) {
                targets.add(target);
            }
        }
        return outcome(request, replies(targets, request));
    }

    private List<Reply> replies(List<String> targets, Request request) throws InterruptedException {
        try {
            return supervisor.ask(targets, request).get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the supervisor broke a promise", broken.getCause());
        }
    }

    /// A manifest of process-pilot may have names that no service can have; then its service is
    /// shown under that name, and has another.
    private static @Nullable String target(String name, List<ServiceSnapshot> services) {
        for (ServiceSnapshot service : services) {
            if (service.name().equals(name)) {
                return name;
            }
        }
        for (ServiceSnapshot service : services) {
            if (name.equals(service.displayName())) {
                return service.name();
            }
        }
        return null;
    }

    private static Outcome outcome(Request request, List<Reply> replies) {
        List<String> failures = new ArrayList<>();
        List<String> done = new ArrayList<>();
        for (Reply reply : replies) {
            switch (reply) {
                case Reply.Done(var service, _, var phase, _) ->
                        done.add(service + " is " + phase.word());
                case Reply.Failed(var service, _, var text) ->
                        failures.add("cannot " + request.word() + " " + service + ": " + text);
                case Reply.Refused refused ->
                        failures.add(
                                "cannot "
                                        + request.word()
                                        + " "
                                        + refused.service()
                                        + ": "
                                        + refused.text());
            }
        }
        return failures.isEmpty()
                ? new Outcome(true, String.join(", ", done))
                : Outcome.error(String.join("; ", failures));
    }
}
