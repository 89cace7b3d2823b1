package dev.reeve.plugin.ready.notify;

import dev.reeve.supervisor.api.spi.Message;
import dev.reeve.supervisor.api.spi.ReadyRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whose messages count. Who sent one is the kernel's word, so nobody can pass for another.
///
/// @param proc where that file system is
record Senders(NotifyReady.Access access, Path proc) {
    private static final long ROOT = 0;

    boolean count(Message message, ReadyRun run) {
        return switch (access) {
            case MAIN -> message.pid() == run.pid();
            case ALL -> message.member() || (message.pid() > 0 && wasProbablyIts(message, run));
        };
    }

    /// A short-lived one (`systemd-notify` in a script) may have ended before anybody could see
    /// whose it was. The socket is out of reach for other users; whoever still lives has been
    /// looked
    /// at, and is a stranger.
    private boolean wasProbablyIts(Message message, ReadyRun run) {
        return !lives(message.pid())
                && (message.user() == ROOT || user(run.pid()).equals(Optional.of(message.user())));
    }

    private boolean lives(long pid) {
        // Z: ended, and its parent has not taken notice of it yet.
        return field(pid, "State:").filter(state -> !state.matches("[ZXx].*")).isPresent();
    }

    private Optional<Long> user(long pid) {
        // Real, effective, saved, file system; credentials of messages carry the real one
        // (unix(7)).
        return field(pid, "Uid:").map(users -> Long.valueOf(users.split("\\s+", -1)[0]));
    }

    /// A line of `/proc/PID/status` (proc_pid_status(5)), behind its name.
    private Optional<String> field(long pid, String name) {
        try (var lines = Files.lines(proc.resolve(pid + "/status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(name.length()).strip());
        } catch (IOException | java.io.UncheckedIOException gone) {
            return Optional.empty();
        }
    }
}
