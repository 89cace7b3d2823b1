package dev.reeve.supervisor.core.manifest;

/// Texts of users made harmless for a terminal and a log: no control characters, no text that
/// changes direction, no more than a line.
public final class Shown {
    private static final int LONGEST = 80;
    private static final int LONGEST_LINE = 1_000;

    private Shown() {}

    /// The text between backquotes.
    public static String quoted(String text) {
        return "`" + harmless(text) + "`";
    }

    /// A path between backquotes, whole where that is possible.
    public static String path(Object path) {
        return "`" + line(path.toString()) + "`";
    }

    /// The text with everything invisible written out, cut after 80 characters.
    public static String harmless(String text) {
        return cut(text, LONGEST);
    }

    /// The same for a whole sentence, cut after 1,000 characters.
    public static String line(String text) {
        return cut(text, LONGEST_LINE);
    }

    private static String cut(String text, int longest) {
        var shown = new StringBuilder();
        int count = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (++count > longest) {
                return shown.append('…').toString();
            }
            int point = text.codePointAt(at);
            switch (point) {
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                default -> append(shown, point);
            }
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    shown.append("\\u{%04x}".formatted(point));
            default -> shown.appendCodePoint(point);
        }
    }
}
