package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.control.Supervisor;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.TreeSet;

/// All that can be asked here: a fixed table, guarded.
public final class Site {
    private final List<Route> routes;
    private final Guard guard;

    public Site(Supervisor supervisor, Guard guard) {
        this.guard = guard;
        routes = table(supervisor);
    }

    /// The first line that fits a request is its own.
    static List<Route> table(Supervisor supervisor) {
        var services = new ServiceCalls(supervisor);
        var actions = new ActionCalls(supervisor);
        var batches = new BatchCalls(supervisor);
        var logs = new LogCalls(supervisor);
        var events = new EventCalls(supervisor);
        var whole = new SupervisorCalls(supervisor);
        return List.of(
                Route.get("/livez", Role.NONE, whole::alive),
                Route.get("/readyz", Role.NONE, whole::ready),
                Route.get("/v1/supervisor", Role.READ, whole::supervisor),
                Route.get("/v1/config", Role.READ, whole::config),
                Route.get("/v1/plugins", Role.READ, whole::plugins),
                Route.get("/v1/stats", Role.READ, whole::totals),
                Route.get("/v1/graph", Role.READ, new GraphCalls(supervisor)::graph),
                Route.post("/v1/shutdown", Role.ADMIN, whole::shutdown),
                Route.get("/v1/events", Role.READ, events::page),
                Route.get("/v1/stream", Role.READ, events::stream),
                Route.get("/v1/logs", Role.READ, logs::ofSeveral),
                Route.get("/v1/services", Role.READ, services::page),
                Route.post("/v1/services/start", Role.OPERATE, batches::start),
                Route.post("/v1/services/stop", Role.OPERATE, batches::stop),
                Route.post("/v1/services/restart", Role.OPERATE, batches::restart),
                Route.get("/v1/services/{n}", Role.READ, services::show),
                Route.get("/v1/services/{n}/definition", Role.READ, services::definition),
                Route.get("/v1/services/{n}/stats", Role.READ, services::stats),
                Route.get("/v1/services/{n}/logs", Role.READ, logs::ofOne),
                Route.get("/v1/services/{n}/wait", Role.READ, services::await),
                Route.post("/v1/services/{n}/start", Role.OPERATE, actions::start),
                Route.post("/v1/services/{n}/stop", Role.OPERATE, actions::stop),
                Route.post("/v1/services/{n}/restart", Role.OPERATE, actions::restart),
                Route.post("/v1/services/{n}/signal", Role.OPERATE, actions::signal),
                Route.post("/v1/services/{n}/suspend", Role.OPERATE, actions::suspend),
                Route.post("/v1/services/{n}/resume", Role.OPERATE, actions::resume));
    }

    /// Finds who answers a request, before its body was read.
    ///
    /// @throws Refusal if it is not for us, its sender may not ask it, or nobody answers it
    public Route.Handler admit(Call call) throws Refusal {
        guard.admit(call);
        Route route = find(call);
        if (route != null && route.role() == Role.NONE) {
            return route.handler();
        }
        Role role = guard.role(call);
        if (route == null) {
            throw missing(call);
        }
        if (!role.includes(route.role())) {
            throw Refusal.of(
                    403,
                    "this needs the role "
                            + route.role().word()
                            + ", and the token has only "
                            + role.word());
        }
        return route.handler();
    }

    private @Nullable Route find(Call call) {
        for (Route route : routes) {
            if (route.method().equals(call.method()) && route.fits(call.segments())) {
                return route;
            }
        }
        return null;
    }

    private Refusal missing(Call call) {
        var methods = new TreeSet<String>();
        for (Route route : routes) {
            if (route.fits(call.segments())) {
                methods.add(route.method());
            }
        }
        if (methods.isEmpty()) {
            return Refusal.of(404, "there is nothing at this path");
        }
        String allowed = String.join(", ", methods);
        return Refusal.of(405, "only " + allowed + " is answered here").with("Allow", allowed);
    }
}
