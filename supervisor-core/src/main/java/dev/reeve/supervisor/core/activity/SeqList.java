package dev.reeve.supervisor.core.activity;

/// Growing numbers, of which the lowest are taken away again.
final class SeqList {
    private long[] numbers = new long[4];
    private int first;
    private int size;

    void add(long number) {
        if (size == numbers.length) {
            var larger = new long[numbers.length * 2];
            for (int at = 0; at < size; at++) {
                larger[at] = get(at);
            }
            numbers = larger;
            first = 0;
        }
        numbers[(first + size) % numbers.length] = number;
        size++;
    }

    /// @param at from 0, for the lowest
    long get(int at) {
        return numbers[(first + at) % numbers.length];
    }

    int size() {
        return size;
    }

    /// Takes all away that are not higher than this one.
    void dropTo(long number) {
        while (size > 0 && numbers[first] <= number) {
            first = (first + 1) % numbers.length;
            size--;
        }
    }

    /// How many are not higher than this one.
    int upTo(long number) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle) <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
