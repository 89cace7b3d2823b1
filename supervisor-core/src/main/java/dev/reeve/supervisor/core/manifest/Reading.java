package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// One manifest while it is being read: what is wrong with it, and where its values stand.
final class Reading {
    /// How many characters of paths are remembered, so that a long list deep inside long keys
    /// cannot fill the memory; beyond it, a mistake has the place of what is above it.
    private static final long MOST_CHARACTERS = 16 << 20;

    private final Problems problems;
    private final Map<String, Location> places = new HashMap<>();
    private final Path given;
    private final Path file;
    private Path base;
    private long characters;

    /// @param given the manifest's file as the user named it
    Reading(Problems problems, Path given) {
        this.problems = problems;
        this.given = given;
        file = given.toAbsolutePath().normalize();
        base = folder();
    }

    Problems problems() {
        return problems;
    }

    /// The manifest's file, absolute.
    Path file() {
        return file;
    }

    /// The manifest's folder, absolute.
    Path folder() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /// Where relative paths begin, absolute.
    Path base() {
        return base;
    }

    void base(Path directory) {
        base = directory;
    }

    /// A file as the user would name it: beside the manifest, as that was named.
    String nameOf(Path absolute) {
        return absolute.startsWith(folder())
                ? given.resolveSibling(folder().relativize(absolute)).toString()
                : absolute.toString();
    }

    /// Remembers where the value of a path was written; the first place stays.
    void place(String path, Location place) {
        characters += path.length();
        if (characters <= MOST_CHARACTERS) {
            places.putIfAbsent(path, place);
        }
    }

    Places places() {
        return new Places(places);
    }

    /// Begins to read a tree, whose paths begin with nothing.
    Value root(Node node) {
        return new Value(this, "", "the manifest", node.place(), node);
    }
}
