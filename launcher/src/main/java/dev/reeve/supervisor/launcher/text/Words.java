package dev.reeve.supervisor.launcher.text;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values as people read them.
public final class Words {
    private static final long[] SPANS = {86_400, 3_600, 60, 1};
    private static final Pattern COLOUR = Pattern.compile("\033\\[[0-9;:]{0,40}m");
    private static final String[] UNITS = {"d", "h", "m", "s"};

    private Words() {}

    /// A value, `-` where there is none.
    public static String of(@Nullable Object value) {
        return value == null ? "-" : harmless(value.toString());
    }

    /// A span of time by its two largest units: `2m 5s`, `3h 0m`, `0s`; `-` where there is none.
    public static String age(@Nullable Object seconds) {
        if (!(seconds instanceof Number number)) {
            return "-";
        }
        long left = Math.max(0, number.longValue());
        var parts = new ArrayList<String>();
        for (int unit = 0; unit < SPANS.length && parts.size() < 2; unit++) {
            long count = left / SPANS[unit];
            if (count > 0 || !parts.isEmpty() || unit == SPANS.length - 1) {
                parts.add(count + UNITS[unit]);
                left %= SPANS[unit];
            }
        }
        return String.join(" ", parts);
    }

    /// How long something took: `12 ms`, `1.5 s`; `-` where that is not known.
    public static String took(@Nullable Object seconds) {
        if (!(seconds instanceof Number number)) {
            return "-";
        }
        double value = number.doubleValue();
        return value < 1
                ? Math.round(value * 1000) + " ms"
                : String.format(Locale.ROOT, "%.1f s", value);
    }

    /// A size: `512 B`, `1.5 KiB`, `20.0 MiB`; `-` where there is none.
    public static String size(@Nullable Object bytes) {
        if (!(bytes instanceof Number number)) {
            return "-";
        }
        double size = number.doubleValue();
        if (size < 1024) {
            return number.longValue() + " B";
        }
        String units = "KMGTPE";
        int unit = -1;
        while (size >= 1024 && unit < units.length() - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", size, units.charAt(unit));
    }

    /// A share in percent: `12.5 %`; `-` where there is none.
    public static String percent(@Nullable Object value) {
        return value instanceof Number number
                ? String.format(Locale.ROOT, "%.1f %%", number.doubleValue())
                : "-";
    }

    /// The text with its control characters written out, so that it cannot steer a terminal (set
    /// its title, fill its clipboard) or break a line: C0 but the tab, DEL, C1, and what turns the
    /// direction of writing.
    public static String harmless(String text) {
        int at = 0;
        while (at < text.length() && !isHarmful(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        var clean = new StringBuilder(text.length() + 16).append(text, 0, at);
        for (; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (!isHarmful(sign)) {
                clean.append(sign);
            } else if (sign < 0x100) {
                clean.append(String.format("\\x%02x", (int) sign));
            } else {
                clean.append(String.format("\\u%04x", (int) sign));
            }
        }
        return clean.toString();
    }

    /// The same, but plain colours (SGR of ECMA-48: `ESC [ … m`) stay colours where there may be
    /// some, and end with the text; elsewhere they are left out.
    public static String harmless(String text, boolean colour) {
        if (text.indexOf('\033') < 0) {
            return harmless(text);
        }
        var clean = new StringBuilder();
        Matcher sequence = COLOUR.matcher(text);
        int at = 0;
        while (sequence.find()) {
            clean.append(harmless(text.substring(at, sequence.start())));
            clean.append(colour ? sequence.group() : "");
            at = sequence.end();
        }
        clean.append(harmless(text.substring(at)));
        return clean.append(colour && at > 0 ? "\033[0m" : "").toString();
    }

    /// How many characters a text has; a wide one counts as one.
    static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /// The text, cut with an ellipsis where it is longer than this.
    static String cut(String text, int width) {
        return width(text) <= width
                ? text
                : text.substring(0, text.offsetByCodePoints(0, width - 1)).stripTrailing() + "…";
    }

    private static boolean isHarmful(char sign) {
        return (sign < 0x20 && sign != '\t')
                || (sign >= 0x7f && sign < 0xa0)
                || (sign >= 0x202a && sign <= 0x202e)
                || (sign >= 0x2066 && sign <= 0x2069);
    }
}
