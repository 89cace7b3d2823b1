package dev.reeve.supervisor.core.event;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What is known, without reading it, of some events that lie one after the other in a file: enough
/// to count what is wanted of them, or to pass over them.
///
/// @param file where they lie, from the byte `from` up to the byte `to`
/// @param first the lowest number; 0 where there is none yet
/// @param last the highest
/// @param earliest the lowest time; the wall clock may have jumped in between
/// @param latest the highest
/// @param counts how many there are by type and service
record Block(
        Path file,
        long from,
        long to,
        long first,
        long last,
        Instant earliest,
        Instant latest,
        Counts counts) {

    /// Whether none can be wanted.
    boolean isOutside(Filter filter) {
        return last <= filter.after()
                || first >= filter.before()
                || (filter.since() != null && latest.isBefore(filter.since()))
                || !counts.hasAny(keptKinds(filter));
    }

    /// How many are wanted; -1 where that cannot be known without reading them.
    int wanted(Filter filter) {
        int kinds = keptKinds(filter);
        boolean isCertain =
                first > filter.after()
                        && last < filter.before()
                        && (filter.since() == null || !earliest.isBefore(filter.since()))
                        && isKept(kinds & Kinds.LASTING, filter.floors().lasting())
                        && isKept(kinds & Kinds.PASSING, filter.floors().passing());
        return isCertain ? counts.of(kinds, filter.service()) : -1;
    }

    /// Whether no number between the first and the last is missing.
    boolean isWhole() {
        return counts.all == last - first + 1;
    }

    boolean holdsLasting() {
        return counts.hasAny(Kinds.LASTING);
    }

    /// The types of which some may be kept.
    private int keptKinds(Filter filter) {
        int lasting = last > filter.floors().lasting() ? Kinds.LASTING : Kinds.NONE;
        int passing = last > filter.floors().passing() ? Kinds.PASSING : Kinds.NONE;
        return filter.kinds() & (lasting | passing);
    }

    private boolean isKept(int kinds, long floor) {
        return first > floor || !counts.hasAny(kinds);
    }

    /// How many events there are of a type of a service, for each of those.
    static final class Counts {
        private final int all;
        private final String[] services;
        private final byte[] kinds;
        private final short[] counts;

        private Counts(int all, Map<Open.Kind, short[]> known) {
            this.all = all;
            services = new String[known.size()];
            kinds = new byte[known.size()];
            counts = new short[known.size()];
            int at = 0;
            for (var each : known.entrySet()) {
                services[at] = each.getKey().service();
                kinds[at] = each.getKey().kind();
                counts[at] = each.getValue()[0];
                at++;
            }
        }

        int of(int kinds, @Nullable String service) {
            if (service == null && kinds == Kinds.ALL) {
                return all;
            }
            int sum = 0;
            for (int each = 0; each < this.kinds.length; each++) {
                if (Kinds.has(kinds, this.kinds[each])
                        && (service == null || service.equals(services[each]))) {
                    sum += counts[each];
                }
            }
            return sum;
        }

        boolean hasAny(int kinds) {
            for (byte kind : this.kinds) {
                if (Kinds.has(kinds, kind)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The block that grows.
    static final class Open {
        private static final int FULL = 1_024;

        private final Path file;
        private final long from;
        private final Map<Kind, short[]> counts = new HashMap<>();
        private long to;
        private long first;
        private long last;
        private int all;
        private Instant earliest = Instant.MAX;
        private Instant latest = Instant.MIN;

        private record Kind(byte kind, String service) {}

        Open(Path file, long from) {
            this.file = file;
            this.from = from;
            to = from;
        }

        void add(long number, Instant time, byte kind, String service, long end) {
            counts.computeIfAbsent(new Kind(kind, service), _ -> new short[1])[0]++;
            first = all == 0 ? number : first;
            last = number;
            earliest = time.isBefore(earliest) ? time : earliest;
            latest = time.isAfter(latest) ? time : latest;
            to = end;
            all++;
        }

        boolean isEmpty() {
            return all == 0;
        }

        boolean isFull() {
            return all == FULL;
        }

        Block block() {
            var known = new Counts(all, counts);
            return new Block(file, from, to, first, last, earliest, latest, known);
        }
    }
}
