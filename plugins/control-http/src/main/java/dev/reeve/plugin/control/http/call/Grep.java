package dev.reeve.plugin.control.http.call;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Lines in which a regular expression is found.
///
/// Java's expressions can take a time that grows with any power of a line's length (`(.*a){20}b`).
/// So each look at a letter is counted: a line, and all lines together, have an allowance. Once it
/// is used up the expression is not tried any more, and no line passes; whoever asked is told. Used
/// by any thread.
final class Grep implements Predicate<String> {
    private static final int LONGEST = 1000;
    private static final long FOR_A_LINE = 1_000_000;
    private static final long FOR_A_LETTER = 16;
    private static final long FOR_ALL = 1_000_000_000;

    /// Null lets everything pass.
    private final @Nullable Pattern pattern;

    private final AtomicLong left = new AtomicLong(FOR_ALL);
    private volatile boolean exhausted;

    private Grep(@Nullable Pattern pattern) {
        this.pattern = pattern;
    }

    /// @param expression as `java.util.regex` has it; null lets everything pass
    static Grep of(@Nullable String expression) throws Refusal {
        if (expression != null && expression.length() > LONGEST) {
            throw Refusal.badValue("grep", "`grep` takes at most " + LONGEST + " letters");
        }
        try {
            return new Grep(expression == null ? null : Pattern.compile(expression));
        } catch (PatternSyntaxException wrong) {
            throw Refusal.badValue(
                    "grep",
                    "`grep` is no regular expression: "
                            + wrong.getDescription()
                            + (wrong.getIndex() < 0 ? "" : " at letter " + (wrong.getIndex() + 1)));
        } catch (StackOverflowError tooDeep) {
            throw Refusal.badValue("grep", "`grep` is too deep a regular expression");
        }
    }

    @Override
    public boolean test(String line) {
        if (pattern == null) {
            return true;
        }
        if (exhausted) {
            return false;
        }
        var counted = new Counted(line, FOR_A_LINE + FOR_A_LETTER * line.length());
        try {
            return pattern.matcher(counted).find();
        } catch (Enough | StackOverflowError tooMuch) {
            exhausted = true;
            return false;
        } finally {
            if (left.addAndGet(-counted.taken()) < 0) {
                exhausted = true;
            }
        }
    }

    /// Whether lines may be missing, because the expression took too long.
    boolean exhausted() {
        return exhausted;
    }

    void check() throws Refusal {
        if (exhausted) {
            throw refusal();
        }
    }

    static Refusal refusal() {
        return Refusal.badValue(
                "grep", "`grep` takes too long on these lines: too much in it can repeat");
    }

    /// The allowance is used up.
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Enough() {
            super("too many looks at a line", null, false, false);
        }
    }

    /// A line that counts how often it is looked at.
    private static final class Counted implements CharSequence {
        private final String line;
        private final long allowed;
        private long left;

        private Counted(String line, long allowed) {
            this.line = line;
            this.allowed = allowed;
            left = allowed;
        }

        private long taken() {
            return allowed - left;
        }

        @Override
        public char charAt(int index) {
            if (left-- <= 0) {
                throw new Enough();
            }
            return line.charAt(index);
        }

        @Override
        public int length() {
            return line.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return line.substring(start, end);
        }

        @Override
        public String toString() {
            return line;
        }
    }
}
