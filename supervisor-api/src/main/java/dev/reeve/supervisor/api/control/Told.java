package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What came of something that was told to the supervisor.
///
/// @param value what it has become, or null where it was refused
/// @param refusal why not, or null
@Api
@Incubating(since = "1.0.0")
public record Told<T>(@Nullable T value, Reply.@Nullable Refused refusal) {
    /// It was taken.
    public static <T> Told<T> of(T value) {
        return new Told<>(value, null);
    }

    /// It was not, and nothing was touched.
    ///
    /// @param name whom it was about
    public static <T> Told<T> refused(String name, Reply.Kind kind, String text) {
        return new Told<>(null, new Reply.Refused(name, kind, text, List.of()));
    }
}
