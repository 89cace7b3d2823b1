package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.model.LogPolicy;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Consumer;

/// What one service prints.
///
/// @param stderr null where both go one way
record OneService(LogPolicy policy, Stream stdout, @Nullable Stream stderr) {
    void each(Consumer<Stream> action) {
        action.accept(stdout);
        if (stderr != null) {
            action.accept(stderr);
        }
    }

    /// Mostly it is the very one; the first `equals` of a record would hold up a restart.
    boolean goesTo(LogPolicy other) {
        return Objects.equals(policy, other);
    }

    void close() {
        each(Stream::close);
    }
}
