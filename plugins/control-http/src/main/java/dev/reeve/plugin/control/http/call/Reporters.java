package dev.reeve.plugin.control.http.call;

import org.jspecify.annotations.Nullable;

/// Programs that ask with the token from their environment.
final class Reporters {
    private Reporters() {}

    /// A program speaks for its own service, and for parts of it.
    ///
    /// @param reporter its service; null for anyone who may speak for all
    /// @throws Refusal where this is the name of another actor
    static void check(@Nullable String reporter, String key, String actor) throws Refusal {
        if (reporter != null && !actor.equals(reporter) && !actor.startsWith(reporter + ":")) {
            throw Refusal.of(
                    403,
                    "this token is that of `%s`, and `%s` is `%s`".formatted(reporter, key, actor));
        }
    }
}
