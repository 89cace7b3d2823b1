package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.launcher.text.Paint;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Services that start, as a tree: each below the one it waits for that comes last, and why it is
/// where it is.
final class TreeText {
    /// More than these are not looked at; then those that are ready are only counted.
    private static final int MOST = 30;

    private final Map<String, ServiceSnapshot> services = new TreeMap<>();
    private final Map<String, Integer> depths = new HashMap<>();
    private final UnaryOperator<String> probe;
    private final Paint paint;
    private final Instant now;

    /// @param services those that are wanted
    /// @param probe by which strategy a service becomes ready; empty where it has none
    TreeText(
            List<ServiceSnapshot> services, UnaryOperator<String> probe, Paint paint, Instant now) {
        services.forEach(service -> this.services.put(service.name(), service));
        this.probe = probe;
        this.paint = paint;
        this.now = now;
    }

    String text() {
        long ready = services.values().stream().filter(TreeText::isReady).count();
        var lines = new ArrayList<String>();
        lines.add("%d of %d ready".formatted(ready, services.size()));
        if (services.size() > MOST) {
            services.values().stream()
                    .filter(service -> !isReady(service))
                    .forEach(service -> lines.add(line(service, "")));
            return String.join("\n", lines);
        }
        Map<String, List<String>> below = new HashMap<>();
        for (ServiceSnapshot service : services.values()) {
            below.computeIfAbsent(above(service), _ -> new ArrayList<>()).add(service.name());
        }
        branches("", "", below, lines, new HashSet<>());
        return String.join("\n", lines);
    }

    private void branches(
            String name,
            String indent,
            Map<String, List<String>> below,
            List<String> lines,
            Set<String> open) {
        List<String> names = below.getOrDefault(name, List.of());
        for (int at = 0; at < names.size(); at++) {
            String each = names.get(at);
            ServiceSnapshot service = services.get(each);
            if (service == null || !open.add(each)) {
                continue;
            }
            boolean last = at == names.size() - 1;
            boolean top = name.isEmpty();
            lines.add(line(service, top ? "" : indent + (last ? "`-- " : "|-- ")));
            branches(each, top ? "" : indent + (last ? "    " : "|   "), below, lines, open);
        }
    }

    /// The one that it waits for and that comes last, or empty.
    private String above(ServiceSnapshot service) {
        String above = "";
        for (String other : service.dependsOn()) {
            if (services.containsKey(other) && (above.isEmpty() || depth(other) > depth(above))) {
                above = other;
            }
        }
        return above;
    }

    /// How many others come before it, one after the other. A circle cannot be: nothing starts
    /// then.
    private int depth(String name) {
        Integer known = depths.get(name);
        if (known != null) {
            return known;
        }
        int depth = 0;
        ServiceSnapshot service = services.get(name);
        for (String other : service == null ? List.<String>of() : service.dependsOn()) {
            depth = Math.max(depth, depth(other) + 1);
        }
        depths.put(name, depth);
        return depth;
    }

    private String line(ServiceSnapshot service, String indent) {
        String status = service.status();
        return indent + service.name() + "  " + paint.status(status, status) + why(service);
    }

    private String why(ServiceSnapshot service) {
        String reason = service.reason() == null ? "" : Words.harmless(service.reason().text());
        String why =
                switch (service.phase()) {
                    case WAITING -> waitsFor(service, reason);
                    case STARTING -> starting(service);
                    case UNKNOWN -> "";
                    case STOPPED, RUNNING, STOPPING, BACKOFF, FAILED -> reason;
                };
        return why.isEmpty() ? "" : ", " + why;
    }

    private String waitsFor(ServiceSnapshot service, String reason) {
        String open =
                service.dependsOn().stream()
                        .filter(name -> !isReady(services.get(name)))
                        .collect(Collectors.joining(", "));
        return open.isEmpty() ? reason : "for " + open;
    }

    private String starting(ServiceSnapshot service) {
        String strategy = probe.apply(service.name());
        String asked = strategy.isEmpty() ? "" : ", not ready yet (" + strategy + ")";
        Instant since = service.startedAt();
        String age = since == null ? "" : span(Duration.between(since, now));
        return (age + asked).replaceFirst("^, ", "");
    }

    private static String span(Duration span) {
        return Words.age(Math.max(0, span.toSeconds()));
    }

    /// What is not there is not waited for.
    private static boolean isReady(@Nullable ServiceSnapshot service) {
        return service == null
                || service.phase() == Phase.RUNNING
                || (service.phase() == Phase.STOPPED && service.run() > 0);
    }
}
