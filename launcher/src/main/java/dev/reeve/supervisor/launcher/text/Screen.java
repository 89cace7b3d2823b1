package dev.reeve.supervisor.launcher.text;

import dev.reeve.supervisor.launcher.Surroundings;

import java.io.PrintStream;
import java.util.OptionalInt;

/// Some lines of a terminal that are written again and again in the same place, where the cursor
/// is; what was there before stays above them. No line is longer than the terminal is wide, so that
/// it can be counted how many there are; nor are there more than the terminal is high.
///
/// The sequences are those of ECMA-48: CUU (up), EL (erase in line), ED (erase in page).
public final class Screen implements AutoCloseable {
    private static final int WIDTH = 80;
    private static final int HEIGHT = 24;

    private final PrintStream out;
    private final Terminal terminal;
    private int lines;

    /// A screen on stdout.
    public Screen(Surroundings around) {
        this(around.out(), around.terminal());
    }

    Screen(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Shows a text in place of the one before.
    public synchronized void show(String text) {
        int width = or(terminal.columns().get(), WIDTH);
        int most = Math.max(1, or(terminal.rows().get(), HEIGHT) - 1);
        var all = new StringBuilder(home());
        lines = 0;
        for (String line : text.split("\n", -1)) {
            if (lines == most) {
                break;
            }
            all.append(cut(line, width)).append("\033[K\n");
            lines++;
        }
        out.print(all.append("\033[J"));
        out.flush();
    }

    /// Takes the text away and leaves the place to whoever writes next.
    public synchronized void clear() {
        if (lines > 0) {
            out.print(home() + "\033[J");
            out.flush();
            lines = 0;
        }
    }

    /// What was shown last stays.
    @Override
    public void close() {
        lines = 0;
        out.flush();
    }

    private String home() {
        return lines == 0 ? "" : "\033[" + lines + "A\r";
    }

    /// The text with so many characters at most; colours take no room, and end with the line.
    static String cut(String text, int width) {
        var cut = new StringBuilder();
        boolean coloured = false;
        int taken = 0;
        for (int at = 0; at < text.length(); ) {
            int end = text.charAt(at) == '\033' ? text.indexOf('m', at) : -1;
            if (end >= 0) {
                cut.append(text, at, end + 1);
                coloured = true;
                at = end + 1;
                continue;
            }
            int character = text.codePointAt(at);
            if (taken == width - 1 && shownFrom(text, at) > 1) {
                return cut.append('…').append(coloured ? "\033[0m" : "").toString();
            }
            cut.appendCodePoint(character);
            taken++;
            at += Character.charCount(character);
        }
        return cut.toString();
    }

    private static int shownFrom(String text, int at) {
        return Words.width(text.substring(at).replaceAll("\033\\[[0-9;]*m", ""));
    }

    private static int or(OptionalInt known, int otherwise) {
        return known.orElse(otherwise);
    }
}
