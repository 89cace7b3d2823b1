package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A value that is being read as what it should be. Whoever asks for a type gets it, or null, and
/// the mistake has been told then.
///
/// @param path its dotted path
/// @param label what to call it in a text: `` `port` ``, `item 2 of `command``
/// @param place where its key was written, or it itself in a list
record Value(Reading reading, String path, String label, Location place, Node node) {
    /// Whether nothing stands there: `key:`, `~`, `null`.
    boolean isNothing() {
        return node instanceof Node.Scalar scalar && scalar.type() == Node.Type.NOTHING;
    }

    /// Whether it is neither a list nor a mapping.
    boolean isScalar() {
        return node instanceof Node.Scalar;
    }

    /// Whether it is this text.
    boolean says(String text) {
        return node instanceof Node.Scalar scalar && scalar.text().equals(text);
    }

    boolean isEntries() {
        return node instanceof Node.Entries;
    }

    boolean isItems() {
        return node instanceof Node.Items;
    }

    /// The same value under another path, for a dialect whose words differ.
    Value moved(String elsewhere) {
        reading.place(elsewhere, place);
        return new Value(reading, elsewhere, label, place, node);
    }

    /// Any single value, as it was written.
    @Nullable String text() {
        return scalar("a text") instanceof Node.Scalar scalar ? withoutNul(scalar.text()) : null;
    }

    /// A single value with something visible in it.
    @Nullable String filled() {
        String text = text();
        if (text != null && text.isBlank()) {
            wrong("must not be empty");
            return null;
        }
        return text;
    }

    /// A whole number within bounds.
    @Nullable Long whole(long min, long max) {
        String range = "a whole number from " + min + " to " + max;
        if (max == Long.MAX_VALUE) {
            range = "a whole number of at most 18 digits";
        }
        if (!(scalar(range) instanceof Node.Scalar scalar)) {
            return null;
        }
        try {
            long number = CoreSchema.integer(scalar.text().strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notWhole) {
            // told below, as a number out of bounds is
        }
        mustBe(range);
        return null;
    }

    /// A number within bounds.
    @Nullable Double decimal(double min, double max) {
        String range =
                max == Double.MAX_VALUE
                        ? "a number, %s or more".formatted(plain(min))
                        : "a number from %s to %s".formatted(plain(min), plain(max));
        if (!(scalar(range) instanceof Node.Scalar scalar)) {
            return null;
        }
        Node.Type type = CoreSchema.type(scalar.text());
        if (scalar.text().length() < 40
                && (type == Node.Type.INTEGER || type == Node.Type.DECIMAL)
                && !scalar.text().matches(".*[xonN].*")) {
            double number = Double.parseDouble(scalar.text());
            if (number >= min && number <= max) {
                return number;
            }
        }
        mustBe(range);
        return null;
    }

    @Nullable Boolean flag() {
        if (!(scalar("true or false") instanceof Node.Scalar scalar)) {
            return null;
        }
        if (CoreSchema.type(scalar.text()) != Node.Type.BOOLEAN) {
            mustBe("true or false");
            return null;
        }
        return Boolean.valueOf(scalar.text());
    }

    /// A span of time.
    ///
    /// @param least the shortest that is allowed; {@link Duration#ZERO} stands for "longer than 0"
    /// where `positive`
    @Nullable Duration duration(Duration least, boolean positive) {
        if (!(scalar("a duration such as 200ms, 5s or 1h30m") instanceof Node.Scalar scalar)) {
            return null;
        }
        Duration span = Quantities.duration(scalar.text());
        if (span == null) {
            mustBe("a duration such as 200ms, 5s or 1h30m, at most 365 days");
            return null;
        }
        if (span.compareTo(least) < 0 || (positive && span.isZero())) {
            mustBe(least.isZero() ? "longer than 0" : "at least " + Quantities.words(least));
            return null;
        }
        return span;
    }

    /// A number of bytes, at least so many.
    @Nullable Long bytes(long least) {
        if (!(scalar("a size such as 512k or 10MiB") instanceof Node.Scalar scalar)) {
            return null;
        }
        Long bytes = Quantities.bytes(scalar.text());
        if (bytes == null) {
            mustBe("a size such as 512k or 10MiB");
        } else if (bytes < least) {
            mustBe("at least " + least + " bytes");
            return null;
        }
        return bytes;
    }

    /// One of the words of an enumeration, in lower case.
    <E extends Enum<E>> @Nullable E word(Class<E> words) {
        if (!(scalar("a word") instanceof Node.Scalar scalar)) {
            return null;
        }
        for (E constant : words.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(scalar.text())) {
                return constant;
            }
        }
        reading.problems()
                .unknown(
                        place,
                        path,
                        label + " cannot be",
                        scalar.shown(),
                        Stream.of(words.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .toList());
        return null;
    }

    /// A path, absolute; a relative one begins at the base directory.
    @Nullable Path file() {
        String text = filled();
        try {
            return text == null ? null : reading.base().resolve(text).normalize();
        } catch (InvalidPathException notAPath) {
            mustBe("a path");
            return null;
        }
    }

    /// The items of a list.
    List<Value> items() {
        if (!(node instanceof Node.Items list)) {
            if (!stoodIn()) {
                mustBe("a list");
            }
            return List.of();
        }
        List<Value> items = new ArrayList<>();
        for (Node item : list.items()) {
            String at = Places.path(path, Integer.toString(items.size()));
            reading.place(at, item.place());
            String name = "item " + (items.size() + 1) + " of " + label;
            items.add(new Value(reading, at, name, item.place(), item));
        }
        return items;
    }

    /// The items of a list, or the one value that stands in its place.
    List<Value> oneOrMore() {
        return isScalar() && !isNothing() ? List.of(this) : items();
    }

    /// A mapping, whose unknown keys are told.
    ///
    /// @param what what the mapping is, for texts: `a service`
    @Nullable Block block(String what, Words words) {
        if (node instanceof Node.Entries entries) {
            return Block.of(this, entries, what, words);
        }
        if (!stoodIn()) {
            mustBe("a mapping");
        }
        return null;
    }

    /// Tells that it is not what it must be.
    void mustBe(String what) {
        if (!stoodIn()) {
            wrong("must be " + what + ", not " + node.described());
        }
    }

    /// Tells a mistake; the label is put before the text.
    void wrong(String text) {
        reading.problems().at(place, path, label + " " + text);
    }

    private @Nullable Node scalar(String what) {
        if (node instanceof Node.Scalar scalar
                && scalar.type() != Node.Type.NOTHING
                && scalar.type() != Node.Type.UNKNOWN) {
            return node;
        }
        mustBe(what);
        return null;
    }

    private boolean stoodIn() {
        return node instanceof Node.Scalar scalar && scalar.type() == Node.Type.UNKNOWN;
    }

    private @Nullable String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            wrong("must not hold the character U+0000");
            return null;
        }
        return text;
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
