package dev.reeve.supervisor.launcher.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// Rows under a head, each column as wide as its widest cell. The last column may be cut, so that a
/// row stays on one line of a terminal.
public final class Table {
    private static final String GAP = "  ";
    private static final int LEAST = 8;

    private final List<String[]> rows = new ArrayList<>();
    private final Paint paint;
    private final OptionalInt columns;
    private final int painted;

    /// A table with this head.
    ///
    /// @param columns the width that a row may have, where that is known
    /// @param painted the column that shows a status in colour, from 0; -1 for none
    public Table(Paint paint, OptionalInt columns, int painted, String... head) {
        this.paint = paint;
        this.columns = columns;
        this.painted = painted;
        rows.add(head);
    }

    /// Adds a row.
    public void row(String... cells) {
        rows.add(Arrays.stream(cells).map(Words::harmless).toArray(String[]::new));
    }

    /// The whole, without the last line's end.
    @Override
    public String toString() {
        int[] widths = widths();
        var lines = new ArrayList<String>();
        for (int at = 0; at < rows.size(); at++) {
            lines.add(line(rows.get(at), widths, at == 0));
        }
        return String.join("\n", lines);
    }

    private int[] widths() {
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], Words.width(row[column]));
            }
        }
        int last = widths.length - 1;
        if (columns.isPresent()) {
            int before = Arrays.stream(widths, 0, last).sum() + GAP.length() * last;
            widths[last] = Math.min(widths[last], Math.max(LEAST, columns.getAsInt() - before));
        }
        return widths;
    }

    private String line(String[] row, int[] widths, boolean head) {
        var line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            String cell = Words.cut(row[column], widths[column]);
            boolean last = column == row.length - 1;
            String padding = last ? "" : " ".repeat(widths[column] - Words.width(cell));
            String shown = head ? paint.head(cell) : cell;
            if (!head && column == painted) {
                shown = paint.status(cell, row[column]);
            }
            line.append(column == 0 ? "" : GAP).append(shown).append(padding);
        }
        return line.toString().stripTrailing();
    }
}
