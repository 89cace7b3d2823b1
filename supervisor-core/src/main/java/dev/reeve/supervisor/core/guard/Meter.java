package dev.reeve.supervisor.core.guard;

import dev.reeve.supervisor.api.control.PluginFigures.Calls;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What one plugin was asked, and how that went. Outlives its class loaders, and holds on to none.
final class Meter {
    /// Calls that do not end although they were interrupted.
    static final int MOST_ABANDONED = 16;

    /// Calls that hold on to a processor.
    static final int MOST_BUSY = 64;

    /// Calls that have done so for long.
    static final int MOST_HOGGING = 4;

    static final int MOST_UNDER_WAY = 10_000;

    private final String plugin;
    private final Map<String, Integer> streaks = new HashMap<>();
    private long made;
    private long failed;
    private long overran;
    private long refused;
    private int underWay;
    private int abandoned;
    private int busy;
    private int hogging;
    private int unproven;
    private boolean hogged;
    private Duration longest = Duration.ZERO;
    private @Nullable String cutOff;

    Meter(String plugin) {
        this.plugin = plugin;
    }

    String plugin() {
        return plugin;
    }

    /// A call is about to begin.
    ///
    /// @return why it must not, or null
    synchronized @Nullable String begins() {
        String why = refusal();
        if (why == null) {
            made++;
            underWay++;
            unproven++;
        } else {
            refused++;
        }
        return why;
    }

    private @Nullable String refusal() {
        if (cutOff != null) {
            return "plugin " + plugin + " is " + cutOff;
        }
        if (abandoned >= MOST_ABANDONED) {
            return "%d calls of plugin %s do not end although they were interrupted"
                    .formatted(abandoned, plugin);
        }
        if (hogging >= MOST_HOGGING) {
            return "%d calls of plugin %s do not let go of their processors"
                    .formatted(hogging, plugin);
        }
        if (busy >= MOST_BUSY) {
            return "%d calls of plugin %s hold on to a processor".formatted(busy, plugin);
        }
        return underWay >= MOST_UNDER_WAY
                ? "%d calls of plugin %s are under way".formatted(underWay, plugin)
                : null;
    }

    /// A call has ended.
    ///
    /// @param verb what it was; faults are counted by it
    /// @param took how long it took, or null where it takes as long as it likes
    /// @return how many faults that makes in a row; 0 where it was none
    synchronized int ended(String verb, Outcome outcome, @Nullable Duration took) {
        underWay--;
        if (took != null && took.compareTo(longest) > 0) {
            longest = took;
        }
        return counted(verb, outcome);
    }

    private int counted(String verb, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> {
                streaks.remove(verb);
                yield 0;
            }
            case Outcome.Failed(String _, boolean fault) -> {
                failed++;
                if (fault) {
                    yield streaks.merge(verb, 1, Integer::sum);
                }
                streaks.remove(verb);
                yield 0;
            }
            case Outcome.Interrupted _, Outcome.Late _, Outcome.Refused _ -> 0;
        };
    }

    /// A call that was made while planning, one at a time, has ended.
    synchronized int planned(Outcome outcome, Duration took) {
        made++;
        if (took.compareTo(longest) > 0) {
            longest = took;
        }
        if (outcome instanceof Outcome.Late) {
            overran++;
            return streaks.merge("create", 1, Integer::sum);
        }
        if (outcome instanceof Outcome.Failed) {
            failed++;
        }
        streaks.remove("create");
        return 0;
    }

    /// It was seen to wait for something, or has ended, for the first time.
    synchronized void proven() {
        unproven--;
    }

    /// Whether its next call may turn out to hold on to a processor.
    ///
    /// @param calls of so many, its first ones, nothing is known
    /// @param most so many may be under way at one time that have neither waited nor ended yet
    synchronized boolean isOnProbation(int calls, int most) {
        return hogged || unproven > most || (made <= calls && underWay <= most);
    }

    synchronized void overran() {
        overran++;
    }

    /// A call that has not ended is a fault.
    ///
    /// @return how many that makes in a row
    synchronized int fault(String verb) {
        return streaks.merge(verb, 1, Integer::sum);
    }

    /// A call goes on although it was interrupted.
    synchronized void abandoned() {
        abandoned++;
    }

    /// Such a call has come to its end after all.
    synchronized void cameBack() {
        abandoned--;
    }

    /// So many of its calls hold on to a processor at this time.
    ///
    /// @param sinceLong so many of them do so for long
    synchronized void busy(int calls, int sinceLong) {
        busy = calls;
        hogging = sinceLong;
        hogged |= sinceLong > 0;
    }

    /// It is to be called no more.
    ///
    /// @return false where that is so already
    synchronized boolean cutOff(String why) {
        boolean news = cutOff == null;
        cutOff = news ? why : cutOff;
        return news;
    }

    synchronized @Nullable String cutOff() {
        return cutOff;
    }

    /// What it has done is forgotten, what it has left under way is not.
    synchronized void forgive() {
        cutOff = null;
        hogged = false;
        streaks.clear();
    }

    synchronized Calls figures() {
        return new Calls(
                made,
                failed,
                overran,
                refused,
                underWay,
                streaks.values().stream().mapToInt(Integer::intValue).max().orElse(0),
                longest,
                cutOff);
    }
}
