package dev.reeve.plugin.discover.process;

import java.util.List;

/// What a process runs, to name a service after it.
///
/// @param comm its short name
/// @param words its command line
record Program(String comm, List<String> words) {
    private static final int LONGEST = 100;

    /// A name that a service can have: a letter or digit first, then letters, digits, `.`, `_`,
    /// `-`.
    String name() {
        String first = words.isEmpty() ? "" : words.getFirst();
        // Some write a whole sentence there: `nginx: master process /usr/sbin/nginx`.
        boolean sentence = first.isEmpty() || first.matches(".*[\\s:].*");
        String program = sentence ? comm : first.substring(first.lastIndexOf('/') + 1);
        String name =
                program.replaceAll("[^A-Za-z0-9._-]+", "-")
                        .replaceAll("^[._-]+", "")
                        .replaceAll("[._-]+$", "");
        String given = name.isEmpty() ? "process" : name;
        return given.substring(0, Math.min(LONGEST, given.length()));
    }
}
