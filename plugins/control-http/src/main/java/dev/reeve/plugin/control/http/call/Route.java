package dev.reeve.plugin.control.http.call;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.TreeSet;

/// All that can be asked, one line each: how, where, and what the sender must be allowed. `{…}`
/// takes any segment that is not empty. The first line that fits a request is its own.
public enum Route {
    ALIVE("GET", "/livez", Role.NONE),
    READY("GET", "/readyz", Role.NONE),
    METRICS("GET", "/metrics", Role.NONE),
    OPENAPI("GET", "/openapi.json", Role.READ),
    WHO_AM_I("GET", "/v1/whoami", Role.READ),
    PAGE("GET", "/", Role.NONE),
    PAGE_PART("GET", "/ui/{file}", Role.NONE),
    SUPERVISOR("GET", "/v1/supervisor", Role.READ),
    CONFIG("GET", "/v1/config", Role.READ),
    PLUGINS("GET", "/v1/plugins", Role.READ),
    RELOAD_PLUGINS("POST", "/v1/plugins/reload", Role.ADMIN),
    PLUGIN("GET", "/v1/plugins/{id}", Role.READ),
    RELOAD_PLUGIN("POST", "/v1/plugins/{id}/reload", Role.ADMIN),
    ENABLE_PLUGIN("POST", "/v1/plugins/{id}/enable", Role.ADMIN),
    DISABLE_PLUGIN("POST", "/v1/plugins/{id}/disable", Role.ADMIN),
    TOTALS("GET", "/v1/stats", Role.READ),
    SAMPLES("GET", "/v1/samples", Role.READ),
    SCHEMA("GET", "/v1/schema", Role.READ),
    THREADS("GET", "/v1/threads", Role.READ),
    THREAD("GET", "/v1/threads/{id}", Role.READ),
    THREAD_MESSAGES("GET", "/v1/threads/{id}/messages", Role.READ),
    TIMELINE("GET", "/v1/threads/{id}/timeline", Role.READ),
    KILL_THREAD("POST", "/v1/threads/{id}/kill", Role.OPERATE),
    ACTORS("GET", "/v1/actors", Role.READ),
    ACTOR("GET", "/v1/actors/{n}", Role.READ),
    ACTOR_SCHEMA("GET", "/v1/actors/{n}/schema", Role.READ),
    REPORT("POST", "/v1/actors/{n}", Role.OPERATE),
    MESSAGES("GET", "/v1/messages", Role.READ),
    SAY("POST", "/v1/messages", Role.OPERATE),
    GRAPH("GET", "/v1/graph", Role.READ),
    EXPORT("GET", "/v1/export", Role.READ),
    RELOAD("POST", "/v1/reload", Role.ADMIN),
    DISCOVER("POST", "/v1/discover", Role.OPERATE),
    ADOPT("POST", "/v1/adopt", Role.ADMIN),
    UPGRADE("POST", "/v1/upgrade", Role.ADMIN),
    SHUTDOWN("POST", "/v1/shutdown", Role.ADMIN),
    EVENTS("GET", "/v1/events", Role.READ),
    STREAM("GET", "/v1/stream", Role.READ),
    LOGS_OF_SEVERAL("GET", "/v1/logs", Role.READ),
    SERVICES("GET", "/v1/services", Role.READ),
    ADD("POST", "/v1/services", Role.ADMIN),
    START_SEVERAL("POST", "/v1/services/start", Role.OPERATE),
    STOP_SEVERAL("POST", "/v1/services/stop", Role.OPERATE),
    RESTART_SEVERAL("POST", "/v1/services/restart", Role.OPERATE),
    SHOW("GET", "/v1/services/{n}", Role.READ),
    DEFINE("PUT", "/v1/services/{n}", Role.ADMIN),
    REMOVE("DELETE", "/v1/services/{n}", Role.ADMIN),
    DEFINITION("GET", "/v1/services/{n}/definition", Role.READ),
    EXPLANATION("GET", "/v1/services/{n}/explanation", Role.READ),
    STATS("GET", "/v1/services/{n}/stats", Role.READ),
    LOGS("GET", "/v1/services/{n}/logs", Role.READ),
    CLEAR_LOGS("DELETE", "/v1/services/{n}/logs", Role.OPERATE),
    WAIT("GET", "/v1/services/{n}/wait", Role.READ),
    START("POST", "/v1/services/{n}/start", Role.OPERATE),
    STOP("POST", "/v1/services/{n}/stop", Role.OPERATE),
    RESTART("POST", "/v1/services/{n}/restart", Role.OPERATE),
    SIGNAL("POST", "/v1/services/{n}/signal", Role.OPERATE),
    SUSPEND("POST", "/v1/services/{n}/suspend", Role.OPERATE),
    RESUME("POST", "/v1/services/{n}/resume", Role.OPERATE),
    HEALTH("POST", "/v1/services/{n}/health", Role.OPERATE),
    LIVENESS("GET", "/v1/services/{n}/liveness", Role.READ),
    LOOK("POST", "/v1/services/{n}/liveness", Role.OPERATE),
    CREDENTIALS("GET", "/v1/services/{n}/credentials", Role.ADMIN),
    PAUSE_HEALTH("POST", "/v1/services/{n}/health/pause", Role.OPERATE),
    RESUME_HEALTH("POST", "/v1/services/{n}/health/resume", Role.OPERATE);

    private static final List<Route> TABLE = List.of(values());

    private final String method;
    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> pattern;

    private final Role role;

    Route(String method, String path, Role role) {
        this.method = method;
        this.path = path;
        this.pattern = List.of(path.substring(1).split("/"));
        this.role = role;
    }

    /// Who takes a request, or null.
    static @Nullable Route of(Call call) {
        for (Route route : TABLE) {
            if (route.method.equals(call.method()) && route.fits(call.segments())) {
                return route;
            }
        }
        return null;
    }

    /// The methods that a path takes, sorted.
    static List<String> methods(List<String> segments) {
        var methods = new TreeSet<String>();
        for (Route route : TABLE) {
            if (route.fits(segments)) {
                methods.add(route.method);
            }
        }
        return List.copyOf(methods);
    }

    String method() {
        return method;
    }

    /// With `{…}` where any segment fits.
    String path() {
        return path;
    }

    /// What the segments that may be any are called.
    List<String> named() {
        return pattern.stream()
                .filter(segment -> segment.startsWith("{"))
                .map(segment -> segment.substring(1, segment.length() - 1))
                .toList();
    }

    /// Whether a program may ask this that speaks for its own service only.
    boolean takesReports() {
        return switch (this) {
            case SAY, REPORT, ACTOR, MESSAGES, STREAM, WHO_AM_I -> true;
            default -> false;
        };
    }

    /// What the sender must be allowed.
    Role role() {
        return role;
    }

    private boolean fits(List<String> segments) {
        if (segments.size() != pattern.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            String wanted = pattern.get(i);
            String there = segments.get(i);
            if (wanted.startsWith("{") ? there.isEmpty() : !wanted.equals(there)) {
                return false;
            }
        }
        return true;
    }
}
