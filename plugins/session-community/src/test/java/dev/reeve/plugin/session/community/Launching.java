package dev.reeve.plugin.session.community;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A supervisor that runs the doubles of servers which it is told to run, within this JVM.
final class Launching {
    /// All that it was told, one word for each.
    final List<String> told = new ArrayList<>();

    /// The definition that was added last.
    Map<String, Object> definition = Map.of();

    /// What happens at the next starts, instead of what was asked for.
    final Deque<Start> starts = new ArrayDeque<>();

    /// What stops and removals are answered with, where they are not done.
    Reply refusal;

    Front running;

    private final FakeSupervisor fake = new FakeSupervisor();

    /// What may happen at a start.
    interface Start {
        Reply at(int port) throws IOException;
    }

    Supervisor supervisor() {
        return (Supervisor)
                Proxy.newProxyInstance(
                        Supervisor.class.getClassLoader(),
                        new Class<?>[] {Supervisor.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "add" -> add((Map<?, ?>) arguments[0]);
                                    case "ask" -> ask((String) arguments[0], arguments[1]);
                                    case "remove" -> remove((String) arguments[0]);
                                    case "services" -> services();
                                    default -> {
                                        try {
                                            yield method.invoke(fake, arguments);
                                        } catch (InvocationTargetException thrown) {
                                            throw thrown.getCause();
                                        }
                                    }
                                });
    }

    Map<String, String> environment() {
        Map<String, String> all = new java.util.LinkedHashMap<>();
        ((Map<?, ?>) definition.get("environment"))
                .forEach((name, value) -> all.put(name.toString(), value.toString()));
        return all;
    }

    int port() {
        Map<?, ?> ready = (Map<?, ?>) definition.get("ready");
        return (int) ((Map<?, ?>) ready.get("http")).get("port");
    }

    private CompletableFuture<Reply> add(Map<?, ?> given) {
        told.add("add");
        Map<String, Object> all = new java.util.LinkedHashMap<>();
        given.forEach((name, value) -> all.put(name.toString(), value));
        definition = all;
        return done((String) all.get("name"), Phase.STOPPED);
    }

    private CompletableFuture<Reply> ask(String name, Object request) throws Exception {
        told.add(((Request) request).word());
        if (request instanceof Request.Stop) {
            return stop(name);
        }
        Start instead = starts.poll();
        if (instead != null) {
            return CompletableFuture.completedFuture(instead.at(port()));
        }
        running = Front.of(environment()).served();
        return done(name, Phase.RUNNING);
    }

    private CompletableFuture<Reply> stop(String name) throws Exception {
        if (refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        if (running != null) {
            running.end();
            running = null;
        }
        return definition.isEmpty() ? unknown(name) : done(name, Phase.STOPPED);
    }

    private CompletableFuture<Reply> remove(String name) throws Exception {
        told.add("remove");
        CompletableFuture<Reply> stopped = stop(name);
        if (refusal == null) {
            definition = Map.of();
        }
        return stopped;
    }

    private static CompletableFuture<Reply> unknown(String name) {
        return CompletableFuture.completedFuture(
                new Reply.Refused(name, Reply.Kind.UNKNOWN, "no service", List.of()));
    }

    private Supervisor.Services services() {
        ServiceKey key = new ServiceKey("process", "dynamic", "s-server");
        List<ServiceSnapshot> all =
                running == null
                        ? List.of()
                        : List.of(FakeService.of(key, Phase.RUNNING, List.of()));
        return new Supervisor.Services(1, all);
    }

    private static CompletableFuture<Reply> done(String name, Phase phase) {
        return CompletableFuture.completedFuture(new Reply.Done(name, true, phase, null));
    }
}
