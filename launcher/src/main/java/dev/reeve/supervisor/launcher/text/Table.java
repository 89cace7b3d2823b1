package dev.reeve.supervisor.launcher.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// Rows under a head, each column as wide as its widest cell. On a terminal a row stays on one
/// line: columns that matter least are left out, then the last and the first are cut.
public final class Table {
    private static final String GAP = "  ";
    private static final int LEAST = 8;

    /// Less of the last column is worth less than a column that can be left out.
    private static final int READABLE = 24;

    private final List<String[]> rows = new ArrayList<>();
    private final Paint paint;
    private final OptionalInt columns;
    private final int painted;
    private final List<Integer> dispensable = new ArrayList<>();

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

    /// Columns that may be left out, from 0, the one that matters least first.
    public Table dispensable(Integer... columns) {
        dispensable.addAll(List.of(columns));
        return this;
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

    /// The width of each column; 0 of one that is left out.
    private int[] widths() {
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], Words.width(row[column]));
            }
        }
        if (columns.isPresent()) {
            fit(widths, columns.getAsInt());
        }
        return widths;
    }

    private void fit(int[] widths, int room) {
        int last = widths.length - 1;
        for (int column : dispensable) {
            if (room - before(widths) < Math.min(widths[last], READABLE)) {
                widths[column] = 0;
            }
        }
        int least = Math.min(widths[last], LEAST);
        int missing = least + before(widths) - room;
        if (missing > 0) {
            widths[0] = Math.max(Math.min(widths[0], LEAST), widths[0] - missing);
        }
        widths[last] = Math.max(least, Math.min(widths[last], room - before(widths)));
    }

    /// What the columns before the last one take.
    private static int before(int[] widths) {
        int before = 0;
        for (int column = 0; column < widths.length - 1; column++) {
            before += widths[column] == 0 ? 0 : widths[column] + GAP.length();
        }
        return before;
    }

    private String line(String[] row, int[] widths, boolean head) {
        var line = new StringBuilder();
        for (int column = 0; column < row.length; column++) {
            if (widths[column] == 0) {
                continue;
            }
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
