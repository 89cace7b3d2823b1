package dev.reeve.supervisor.launcher.text;

import dev.reeve.supervisor.launcher.client.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;

/// Counts over all services.
public final class Totals {
    private Totals() {}

    /// One line for people: `5 services: 3 running, 2 stopped; 4 restarts; 1 health check`.
    ///
    /// @param totals as the API gives them
    public static String line(Map<String, Object> totals) {
        var parts = new ArrayList<String>();
        String statuses =
                Json.object(totals.get("services_by_status")).entrySet().stream()
                        .map(status -> status.getValue() + " " + status.getKey())
                        .collect(Collectors.joining(", "));
        String services = count(number(totals.get("total_configured")), "service");
        parts.add(statuses.isEmpty() ? services : services + ": " + statuses);
        long restarts =
                Json.object(totals.get("restart_counts")).values().stream()
                        .mapToLong(Totals::number)
                        .sum();
        parts.add(count(restarts, "restart"));
        long checks = number(totals.get("health_checks_active"));
        if (checks > 0) {
            parts.add(count(checks, "health check"));
        }
        return String.join("; ", parts);
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
