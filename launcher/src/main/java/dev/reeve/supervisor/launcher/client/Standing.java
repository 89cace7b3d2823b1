package dev.reeve.supervisor.launcher.client;

import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Where one service stands, as far as a follower of the events knows.
///
/// @param wanted whether it shall run
/// @param reason the code of its reason; empty before anything has happened
/// @param text why, for people
/// @param failures how often it went into backoff since it was first looked at
/// @param seq the event this reflects
public record Standing(
        String name,
        boolean wanted,
        String phase,
        String reason,
        String text,
        int failures,
        List<String> dependsOn,
        long seq) {

    static Standing of(Map<String, Object> service) {
        Map<String, Object> reason = Json.object(service.get("reason"));
        return new Standing(
                word(service.get("name")),
                "running".equals(service.get("desired")),
                word(service.get("phase")),
                word(reason.get("code")),
                word(reason.get("text")),
                service.get("attempts") instanceof Number attempts ? attempts.intValue() : 0,
                service.get("depends_on") instanceof List<?> names
                        ? names.stream().map(String::valueOf).toList()
                        : List.of(),
                service.get("seq") instanceof Number seq ? seq.longValue() : 0);
    }

    /// Where a service of this process stands.
    public static Standing of(ServiceSnapshot service) {
        Reason why = service.reason();
        return new Standing(
                service.name(),
                service.desired() == Desired.RUNNING,
                service.phase().word(),
                why == null ? "" : why.code().word(),
                why == null ? "" : why.text(),
                service.attempts(),
                service.dependsOn(),
                0);
    }

    /// Where it stands after a `state` event.
    Standing after(long eventSeq, Map<String, Object> data) {
        Map<String, Object> why = Json.object(data.get("reason"));
        String to = word(data.get("to"));
        return new Standing(
                name,
                wanted,
                to,
                word(why.get("code")),
                word(why.get("text")),
                to.equals("backoff") ? failures + 1 : failures,
                dependsOn,
                eventSeq);
    }

    /// Whether it has ended by itself, and well.
    public boolean isCompleted() {
        return phase.equals("stopped") && reason.equals("exited");
    }

    /// One line for people, subject first.
    public String line() {
        return name + ": " + phase + (text.isEmpty() ? "" : ", " + text);
    }

    /// The same for programs.
    public Map<String, Object> json() {
        return Map.of("name", name, "phase", phase);
    }

    private static String word(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
