package dev.reeve.supervisor.api.problem;

import dev.reeve.supervisor.api.promise.Api;

/// A place in a text that a person wrote.
///
/// @param file the file as the person named it
/// @param line the line, from 1
/// @param column the column, from 1, in characters
@Api
public record Location(String file, int line, int column) implements Comparable<Location> {
    @Override
    public int compareTo(Location other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /// `file:line:column`, the form that editors and terminals jump to.
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
