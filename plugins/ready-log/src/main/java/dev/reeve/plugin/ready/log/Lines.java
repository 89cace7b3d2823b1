package dev.reeve.plugin.ready.log;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Lines that match a regular expression.
///
/// A pattern may take time without end for an unlucky line (it tries one way after the other), and
/// `java.util.regex` takes no notice of an interrupt; so lines are cut, and the text itself ends
/// the
/// search when the thread is interrupted.
record Lines(Pattern pattern) {
    /// How much of a line is looked at, in characters.
    private static final int LOOKED_AT = 8 * 1024;

    private static final int SHOWN = 200;

    /// @param option what people call it
    /// @throws IllegalArgumentException where it is no regular expression; the text is for the user
    static Lines matching(String regex, String option) {
        try {
            return new Lines(Pattern.compile(regex));
        } catch (PatternSyntaxException none) {
            throw new IllegalArgumentException(
                    "`%s` is no regular expression: %s, at character %d"
                            .formatted(option, none.getDescription(), none.getIndex() + 1),
                    none);
        }
    }

    /// Whether some part of this line matches.
    boolean hold(String line) throws InterruptedException {
        String text = line.length() <= LOOKED_AT ? line : line.substring(0, LOOKED_AT);
        try {
            return pattern.matcher(new Watched(text)).find();
        } catch (Interrupted _) {
            throw new InterruptedException("interrupted while matching `" + pattern + "`");
        } catch (StackOverflowError tooDeep) {
            // Groups that repeat take a frame for each time.
            return false;
        }
    }

    /// A line for people: short, and free of control characters.
    static String shown(String line) {
        String plain = line.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
    }

    /// A text that cannot be read any more once the thread is interrupted.
    private record Watched(String text) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (Thread.currentThread().isInterrupted()) {
                throw new Interrupted();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return text.substring(from, to);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Interrupted() {
            super("interrupted", null, false, false);
        }
    }
}
