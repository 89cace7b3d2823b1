package dev.reeve.supervisor.launcher.text;

import dev.reeve.supervisor.launcher.client.Json;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Times of the API, as seen from now.
public final class Ago {
    private Ago() {}

    /// How long ago something was: `5s ago`, `3h 0m ago`; `-` where there is no time.
    public static String of(@Nullable Object time, InstantSource clock) {
        Instant moment = Json.time(time);
        return moment == null
                ? "-"
                : Words.age(Duration.between(moment, clock.instant()).toSeconds()) + " ago";
    }
}
