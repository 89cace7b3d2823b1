package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.Spawn;
import dev.reeve.supervisor.core.kernel.linux.Births.Birth;

import org.jspecify.annotations.Nullable;

/// A spawn by a thread of its own, on which what the child inherits is set first.
final class SettledBirth implements Runnable {
    private final Birth birth;
    private final ThreadSettings settings;
    private @Nullable Spawn result;
    private @Nullable Throwable bug;

    SettledBirth(Birth birth, ThreadSettings settings) {
        this.birth = birth;
        this.settings = settings;
    }

    /// Spawns, and waits until it is done.
    Spawn spawn() {
        Identity identity = settings.identity();
        if (identity != null) {
            birth.handOutputTo(identity.user());
        }
        long dumpable = Prctl.dumpable();
        Thread thread = Thread.ofPlatform().name("spawn").unstarted(this);
        thread.start();
        Threads.join(thread);
        if (identity != null) {
            Prctl.dumpable(dumpable);
        }
        if (result == null) {
            throw new IllegalStateException("a spawn came to nothing", bug);
        }
        return result;
    }

    @Override
    public void run() {
        try {
            ThreadSettings.Failure failure = settings.apply();
            result =
                    failure == null
                            ? birth.spawn()
                            : Refusal.of(birth.request(), failure.what(), failure.error());
        } catch (RuntimeException | Error thrown) {
            bug = thrown;
        }
    }
}
