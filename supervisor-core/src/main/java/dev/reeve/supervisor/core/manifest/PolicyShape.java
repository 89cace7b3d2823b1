package dev.reeve.supervisor.core.manifest;

import static java.util.Locale.ROOT;

import dev.reeve.supervisor.api.model.HealthPolicy;
import dev.reeve.supervisor.api.model.ReadyPolicy;
import dev.reeve.supervisor.api.model.RestartPolicy;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.core.manifest.ManifestShape.Slot;
import dev.reeve.supervisor.core.text.Schema;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The JSON Schema of how a service becomes ready, starts again and ends.
final class PolicyShape {
    /// Signals up to this number have names of their own.
    private static final int NAMED = 31;

    private final ManifestShape manifest;

    PolicyShape(ManifestShape manifest) {
        this.manifest = manifest;
    }

    Map<String, Object> ready() {
        return manifest.uses(Slot.READY)
                .one(
                        ManifestShape.keys(
                                PolicyBinding.READY,
                                key ->
                                        switch (key) {
                                            case "interval" ->
                                                    span(
                                                            "Between two questions.",
                                                            PolicyBinding.READY_INTERVAL);
                                            case "timeout" ->
                                                    span(
                                                            "How long to ask at most.",
                                                            PolicyBinding.READY_TIMEOUT);
                                            case "on_timeout" ->
                                                    Schema.about(
                                                            "What happens then.",
                                                            "restart",
                                                            Schema.word(
                                                                    ReadyPolicy.OnTimeout.class));
                                            default -> throw ManifestShape.undescribed(key);
                                        }));
    }

    Map<String, Object> health() {
        return manifest.uses(Slot.HEALTH)
                .one(
                        ManifestShape.keys(
                                PolicyBinding.HEALTH,
                                key ->
                                        health(
                                                key,
                                                PolicyBinding.HEALTH_INTERVAL,
                                                PolicyBinding.HEALTH_TIMEOUT)));
    }

    /// Of a session, which looks at itself.
    static Map<String, Object> healthOfSession() {
        HealthPolicy plain = PolicyBinding.SESSION_HEALTH;
        return Schema.mapping(
                ManifestShape.keys(
                        PolicyBinding.HEALTH_OF_SESSION,
                        key -> health(key, plain.interval(), plain.timeout())));
    }

    private static Map<String, Object> health(String key, Duration interval, Duration timeout) {
        return switch (key) {
            case "interval" ->
                    Schema.about(
                            "Between two checks.",
                            Quantities.words(interval),
                            Schema.duration(0.1, false));
            case "timeout" -> span("How long one may take.", timeout);
            case "failures" ->
                    Schema.about(
                            "So many in a row, and it is not well.",
                            PolicyBinding.HEALTH_FAILURES,
                            Schema.whole(1, 1_000_000));
            case "on_unhealthy" ->
                    Schema.about(
                            "What happens then.",
                            "restart",
                            Schema.word(HealthPolicy.OnUnhealthy.class));
            default -> throw ManifestShape.undescribed(key);
        };
    }

    static Map<String, Object> restart() {
        var policy =
                Schema.mapping(ManifestShape.keys(PolicyBinding.RESTARTS, PolicyShape::restart));
        // Who says 0 attempts means `never`, and shall say so.
        policy.put("if", holds("max_attempts", Schema.of("const", 0)));
        policy.put("then", holds("policy", Schema.word(List.of("never"))));
        return Schema.any(Schema.word(RestartPolicy.When.class), policy);
    }

    private static Map<String, Object> holds(String key, Map<String, Object> schema) {
        return Schema.of("properties", Schema.of(key, schema), "required", List.of(key));
    }

    private static Map<String, Object> restart(String key) {
        return switch (key) {
            case "policy" ->
                    Schema.about(
                            "After which ends.",
                            "on_failure",
                            Schema.word(RestartPolicy.When.class));
            case "max_attempts" ->
                    Schema.about(
                            "How often in a row; -1 is endless.",
                            PolicyBinding.RESTART.maxAttempts(),
                            Schema.whole(-1, 1_000_000));
            case "reset_after" ->
                    span("So long ready, and the count begins anew.", PolicyBinding.RESET_AFTER);
            case "backoff" ->
                    Schema.about(
                            "How long to wait, and how that grows.",
                            Schema.mapping(
                                    ManifestShape.keys(
                                            PolicyBinding.BACKOFFS, PolicyShape::backoff)));
            default -> throw ManifestShape.undescribed(key);
        };
    }

    private static Map<String, Object> backoff(String key) {
        RestartPolicy.Backoff plain = PolicyBinding.BACKOFF;
        return switch (key) {
            case "initial" ->
                    Schema.about(
                            "The first wait.",
                            Quantities.words(plain.initial()),
                            Schema.duration(0, false));
            case "factor" ->
                    Schema.about(
                            "By which each is longer.", plain.factor(), Schema.decimal(1, 1000));
            case "max" ->
                    Schema.about(
                            "The longest wait.",
                            Quantities.words(plain.max()),
                            Schema.duration(0, false));
            case "jitter" ->
                    Schema.about(
                            "The share of a wait that is left to chance.",
                            plain.jitter(),
                            Schema.decimal(0, 1));
            default -> throw ManifestShape.undescribed(key);
        };
    }

    static Map<String, Object> stop() {
        return Schema.mapping(ManifestShape.keys(PolicyBinding.STOP, PolicyShape::stop));
    }

    private static Map<String, Object> stop(String key) {
        return switch (key) {
            case "signal" -> Schema.about("The signal that asks.", "TERM", signal());
            case "timeout" ->
                    Schema.about(
                            "Then KILL follows.",
                            Quantities.words(PolicyBinding.STOP_TIMEOUT),
                            Schema.duration(0, false));
            default -> throw ManifestShape.undescribed(key);
        };
    }

    /// A name, which an editor offers; the same in small letters or with `SIG`; a number.
    private static Map<String, Object> signal() {
        List<String> names =
                IntStream.rangeClosed(1, NAMED).mapToObj(it -> new Signal(it).name()).toList();
        String any =
                Pattern.compile("[A-Z]")
                        .matcher("(?:SIG)?(?:%s|RTMIN\\+[0-9]+)".formatted(String.join("|", names)))
                        .replaceAll(it -> "[" + it.group() + it.group().toLowerCase(ROOT) + "]");
        return Schema.any(
                Schema.of("enum", names), Schema.whole(1, 64), Schema.form("^" + any + "$"));
    }

    private static Map<String, Object> span(String about, Duration fallback) {
        return Schema.about(about, Quantities.words(fallback), Schema.duration(0, true));
    }
}
