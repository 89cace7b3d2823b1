package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.Sight;
import dev.reeve.supervisor.core.kernel.Survivor;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What is seen of processes that are not our own. Those that have ended and were not reaped are
/// not seen.
final class Sights {
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_BOOTTIME = 7;

    /// Clock ticks in `/proc` are hundredths of a second on all machines (USER_HZ in the kernel's
    /// `include/asm-generic/param.h`).
    private static final int TICKS_PER_SECOND = 100;

    private static final long NANOS_PER_TICK = 1_000_000_000 / TICKS_PER_SECOND;
    private static final String DELETED = " (deleted)";
    private static final String USER = "\nUid:\t";

    private final Proc proc;

    Sights(Proc proc) {
        this.proc = proc;
    }

    /// Who lives and has a token that begins so, oldest first.
    List<Survivor> survivors(String instance) {
        String start = instance + ":";
        return Arrays.stream(proc.others())
                .mapToObj(pid -> survivor(pid, start))
                .filter(Objects::nonNull)
                .sorted(
                        Comparator.comparingLong(Survivor::startTime)
                                .thenComparingLong(Survivor::pid))
                .toList();
    }

    /// A process, or null.
    @Nullable Sight of(int pid) {
        return sight(pid, boot());
    }

    /// All, by number upward.
    List<Sight> all() {
        Instant boot = boot();
        return Arrays.stream(proc.others())
                .sorted()
                .mapToObj(pid -> sight(pid, boot))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Survivor survivor(int pid, String start) {
        String token = proc.token(pid);
        if (token == null || !token.startsWith(start)) {
            return null;
        }
        // The number may have been given out anew since: what counts is read between two equals.
        Stat before = proc.stat(pid);
        token = proc.token(pid);
        return before != null
                        && before.living()
                        && token != null
                        && token.startsWith(start)
                        && stillThere(before)
                ? new Survivor(pid, before.start(), token)
                : null;
    }

    private @Nullable Sight sight(int pid, Instant boot) {
        Stat stat = proc.stat(pid);
        if (stat == null || !stat.living()) {
            return null;
        }
        String folder = "/proc/" + pid + "/";
        byte[] environment = ProcFile.read(folder + "environ");
        var sight =
                new Sight(
                        pid,
                        stat.start(),
                        boot.plusNanos(stat.start() * NANOS_PER_TICK),
                        path(ProcFile.link(folder + "exe")),
                        texts(ProcFile.read(folder + "cmdline")),
                        path(ProcFile.link(folder + "cwd")),
                        user(ProcFile.read(folder + "status")),
                        environment == null ? null : settings(texts(environment)));
        return stillThere(stat) ? sight : null;
    }

    private boolean stillThere(Stat before) {
        return before.is(proc.stat(before.pid()));
    }

    /// When the machine was booted by today's wall clock; `btime` in `/proc/stat` has whole seconds
    /// only.
    private static Instant boot() {
        Scratch scratch = Scratch.mine();
        Instant now = Instant.EPOCH.plus(clock(scratch, CLOCK_REALTIME));
        return now.minus(clock(scratch, CLOCK_BOOTTIME));
    }

    private static Duration clock(Scratch scratch, int clock) {
        long _ = Libc.system(Abi.CLOCK_GETTIME, clock, scratch.room());
        return Duration.ofSeconds(
                scratch.bytes.getLong(Scratch.ROOM), scratch.bytes.getLong(Scratch.ROOM + 8));
    }

    /// A file that was replaced since has this at its end.
    private static @Nullable Path path(@Nullable String link) {
        if (link == null || !link.startsWith("/")) {
            return null;
        }
        return Path.of(
                link.endsWith(DELETED)
                        ? link.substring(0, link.length() - DELETED.length())
                        : link);
    }

    /// Texts that each end with a NUL; who has changed its title may have left the last one open.
    private static List<String> texts(byte @Nullable [] bytes) {
        var texts = new ArrayList<String>();
        int from = 0;
        while (bytes != null && from < bytes.length) {
            int to = from;
            while (to < bytes.length && bytes[to] != 0) {
                to++;
            }
            texts.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            from = to + 1;
        }
        return texts;
    }

    private static Map<String, String> settings(List<String> texts) {
        var settings = new HashMap<String, String>();
        for (String text : texts) {
            int at = text.indexOf('=');
            if (at > 0) {
                settings.putIfAbsent(text.substring(0, at), text.substring(at + 1));
            }
        }
        return settings;
    }

    /// The second number of the line `Uid:`, which is the effective user; -1 where it is not told.
    private static long user(byte @Nullable [] status) {
        if (status == null) {
            return -1;
        }
        String text = new String(status, StandardCharsets.UTF_8);
        int at = text.indexOf(USER);
        if (at < 0) {
            return -1;
        }
        int from = text.indexOf('\t', at + USER.length()) + 1;
        return Long.parseLong(text, from, text.indexOf('\t', from), 10);
    }
}
