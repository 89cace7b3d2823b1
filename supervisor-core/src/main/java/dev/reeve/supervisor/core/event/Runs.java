package dev.reeve.supervisor.core.event;

/// Growing numbers, of which the lowest are let go when there are too many. Numbers that follow one
/// another take no more room than one. Guarded by whoever holds it.
final class Runs {
    private final int limit;

    // Of each run the first number and the last, in a ring.
    private long[] ends = new long[16];
    private int first;
    private int used;
    private long count;
    private long floor;

    /// @param limit how many numbers are kept, from 1
    Runs(int limit) {
        this.limit = limit;
    }

    /// @param number higher than those before it
    void add(long number) {
        if (used > 0 && get(used - 1) == number - 1) {
            set(used - 1, number);
        } else {
            makeRoom();
            used += 2;
            set(used - 2, number);
            set(used - 1, number);
        }
        count++;
        if (count > limit) {
            letGo();
        }
    }

    /// The highest number that was let go; 0 where none was.
    long floor() {
        return floor;
    }

    /// How many are kept.
    long count() {
        return count;
    }

    private void letGo() {
        floor = get(0);
        count--;
        if (floor == get(1)) {
            first = (first + 2) % ends.length;
            used -= 2;
        } else {
            set(0, floor + 1);
        }
    }

    private void makeRoom() {
        if (used == ends.length) {
            var larger = new long[ends.length * 2];
            for (int at = 0; at < used; at++) {
                larger[at] = get(at);
            }
            ends = larger;
            first = 0;
        }
    }

    private long get(int at) {
        return ends[(first + at) % ends.length];
    }

    private void set(int at, long number) {
        ends[(first + at) % ends.length] = number;
    }
}
