package dev.reeve.plugin.control.http.call;

import org.jspecify.annotations.Nullable;

/// A feed whose follower may say something, too.
public interface Talk extends Feed {
    /// Takes what the follower says. Called by one thread, another one than that which reads the
    /// feed; never waits for it.
    ///
    /// @return a frame that answers it, or null
    byte @Nullable [] hear(String text);
}
