package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;
import dev.reeve.supervisor.api.state.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/// Code that runs at moments of a service's life. The moments of one service come one after
/// another, in this order for every run: `PRE_START`, spawn, ready, `POST_START`, and for a restart
/// `ON_RESTART`; at its end `ON_SHUTDOWN`.
@FunctionalInterface
@Spi
public interface LifecycleHook {
    /// Called at each moment, on a virtual thread; may block, is interrupted when its time is up.
    ///
    /// @throws Exception at `PRE_START` it makes this start fail; at any other moment it only
    /// leaves
    ///     an event
    void on(Moment moment, HookContext context) throws Exception;

    /// The longest time that one call may take, over 0; an hour at most.
    default Duration limit() {
        return Duration.ofSeconds(30);
    }

    /// When a hook is called.
    enum Moment {
        PRE_START,
        POST_START,
        ON_RESTART,
        ON_SHUTDOWN;

        /// The word that users read.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What a hook is told.
    ///
    /// @param service the bare name
    /// @param run the number of the run, from 1
    /// @param pid the main process; null where none lives: at `PRE_START` and `ON_SHUTDOWN`
    /// @param reason why the run ended; null but at `ON_SHUTDOWN`
    record HookContext(String service, int run, @Nullable Long pid, @Nullable Reason reason) {}
}
