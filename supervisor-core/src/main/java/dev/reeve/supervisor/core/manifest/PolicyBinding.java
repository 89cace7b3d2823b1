package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.HealthPolicy;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ReadyPolicy;
import dev.reeve.supervisor.api.model.RestartPolicy;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.model.StopPolicy;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Reads how a service becomes ready, starts again and ends.
final class PolicyBinding {
    static final Duration READY_INTERVAL = Duration.ofMillis(100);
    static final Duration READY_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    static final Duration HEALTH_INTERVAL = Duration.ofSeconds(10);
    static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);
    static final int HEALTH_FAILURES = 3;
    static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    static final RestartPolicy.Backoff BACKOFF =
            new RestartPolicy.Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(2), 0.1);
    static final Duration RESET_AFTER = Duration.ofMinutes(1);
    static final RestartPolicy RESTART =
            new RestartPolicy(RestartPolicy.When.ON_FAILURE, 3, RESET_AFTER, BACKOFF);

    static final Words READY = Words.of("interval", "timeout", "on_timeout").andOthers();
    static final Words HEALTH =
            Words.of("interval", "timeout", "failures", "on_unhealthy").andOthers();
    static final Words HEALTH_OF_SESSION =
            Words.of("interval", "timeout", "failures", "on_unhealthy");
    static final HealthPolicy SESSION_HEALTH =
            new HealthPolicy(
                    PluginUse.of("liveness"),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    HEALTH_FAILURES,
                    HealthPolicy.OnUnhealthy.RESTART);
    static final Words RESTARTS = Words.of("policy", "max_attempts", "reset_after", "backoff");
    static final Words BACKOFFS = Words.of("initial", "factor", "max", "jitter");
    static final Words STOP = Words.of("signal", "timeout");
    private static final int MOST_ATTEMPTS = 1_000_000;

    private PolicyBinding() {}

    static @Nullable ReadyPolicy ready(@Nullable Value written) {
        Block block = written == null ? null : written.block("`ready`", READY);
        if (block == null) {
            return null;
        }
        PluginUse strategy = PluginUses.one(block, "ready strategy, such as {tcp: {port: 8080}}");
        return new ReadyPolicy(
                strategy == null ? PluginUses.WRONG : strategy,
                block.span("interval", READY_INTERVAL),
                block.span("timeout", READY_TIMEOUT),
                block.word("on_timeout", ReadyPolicy.OnTimeout.RESTART));
    }

    static @Nullable HealthPolicy health(@Nullable Value written) {
        Block block = written == null ? null : written.block("`health`", HEALTH);
        if (block == null) {
            return null;
        }
        PluginUse check = PluginUses.one(block, "health check, such as {tcp: {port: 8080}}");
        return new HealthPolicy(
                check == null ? PluginUses.WRONG : check,
                block.ask(
                        "interval",
                        value -> value.duration(SHORTEST_INTERVAL, false),
                        HEALTH_INTERVAL),
                block.span("timeout", HEALTH_TIMEOUT),
                block.whole("failures", 1, MOST_ATTEMPTS, HEALTH_FAILURES),
                block.word("on_unhealthy", HealthPolicy.OnUnhealthy.RESTART));
    }

    /// How often a session is looked at, which looks at itself.
    static HealthPolicy healthOfSession(@Nullable Value written) {
        Block block = written == null ? null : written.block("`health`", HEALTH_OF_SESSION);
        if (block == null) {
            return SESSION_HEALTH;
        }
        return new HealthPolicy(
                SESSION_HEALTH.check(),
                block.ask(
                        "interval",
                        value -> value.duration(SHORTEST_INTERVAL, false),
                        SESSION_HEALTH.interval()),
                block.span("timeout", SESSION_HEALTH.timeout()),
                block.whole("failures", 1, MOST_ATTEMPTS, SESSION_HEALTH.failures()),
                block.word("on_unhealthy", SESSION_HEALTH.onUnhealthy()));
    }

    static RestartPolicy restart(@Nullable Value written) {
        if (written == null) {
            return RESTART;
        }
        if (written.isScalar() && !written.isNothing()) {
            RestartPolicy.When when = written.word(RestartPolicy.When.class);
            return when == null ? RESTART : of(when, RESTART.maxAttempts(), RESET_AFTER, BACKOFF);
        }
        Block block = written.block("`restart`", RESTARTS);
        if (block == null) {
            return RESTART;
        }
        RestartPolicy.When when = block.word("policy", RESTART.when());
        int attempts = block.whole("max_attempts", -1, MOST_ATTEMPTS, RESTART.maxAttempts());
        Value limit = block.get("max_attempts");
        if (attempts == 0 && when != RestartPolicy.When.NEVER && limit != null) {
            limit.wrong("must not be 0: say `policy: never`, or -1 for an endless number");
        }
        return of(when, attempts, block.span("reset_after", RESET_AFTER), backoff(block));
    }

    /// A policy; one that never restarts has no attempts.
    private static RestartPolicy of(
            RestartPolicy.When when, int attempts, Duration reset, RestartPolicy.Backoff backoff) {
        return new RestartPolicy(
                when, when == RestartPolicy.When.NEVER ? 0 : attempts, reset, backoff);
    }

    private static RestartPolicy.Backoff backoff(Block restart) {
        Value written = restart.get("backoff");
        Block block = written == null ? null : written.block("`backoff`", BACKOFFS);
        if (block == null) {
            return BACKOFF;
        }
        Duration initial =
                block.ask(
                        "initial",
                        value -> value.duration(Duration.ZERO, false),
                        BACKOFF.initial());
        Duration max =
                block.ask("max", value -> value.duration(Duration.ZERO, false), BACKOFF.max());
        Value limit = block.get("max");
        if (max.compareTo(initial) < 0) {
            if (limit != null) {
                limit.wrong("must be at least `initial`, which is " + Quantities.words(initial));
            }
            max = initial;
        }
        return new RestartPolicy.Backoff(
                initial,
                block.ask("factor", value -> value.decimal(1, 1000), BACKOFF.factor()),
                max,
                block.ask("jitter", value -> value.decimal(0, 1), BACKOFF.jitter()));
    }

    static StopPolicy stop(@Nullable Value written, Duration killTimeout) {
        var plain = new StopPolicy(Signal.TERM, STOP_TIMEOUT, killTimeout);
        Block block = written == null ? null : written.block("`stop`", STOP);
        if (block == null) {
            return plain;
        }
        return new StopPolicy(
                block.ask("signal", PolicyBinding::signal, Signal.TERM),
                block.ask("timeout", value -> value.duration(Duration.ZERO, false), STOP_TIMEOUT),
                killTimeout);
    }

    private static @Nullable Signal signal(Value written) {
        String text = written.filled();
        Signal signal = text == null ? null : Signal.named(text).orElse(null);
        if (text != null && signal == null) {
            written.mustBe("a signal such as TERM, INT or HUP");
        }
        return signal;
    }
}
