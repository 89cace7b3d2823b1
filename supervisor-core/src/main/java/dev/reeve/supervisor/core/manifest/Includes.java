package dev.reeve.supervisor.core.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Merges the files that `include` names into the manifest. Patterns begin at the folder of the
/// file that says them, and reach nothing outside the manifest's folder. What is a mapping in both
/// is merged entry by entry; anything that stands in two files is a mistake.
///
/// The places of what was included are those in its own file.
final class Includes {
    /// What is known before anything is included, and so is the manifest's own.
    private static final Set<String> OWN =
            Set.of("name", "base_directory", "state_directory", "env_file");

    private static final int MOST_FILES = 500;

    private final Reading reading;
    private final Interpolation interpolation;
    private final List<Path> open = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    Includes(Reading reading, Interpolation interpolation) {
        this.reading = reading;
        this.interpolation = interpolation;
    }

    /// The tree with everything that it includes, directly or not.
    Node.Entries expand(Node.Entries root) {
        Node.Entry include = root.entry("include");
        if (include == null) {
            return root;
        }
        Path main = real(reading.file());
        seen.add(main);
        open.add(main);
        return merged(root, main);
    }

    private Node.Entries merged(Node.Entries root, Path file) {
        Node.Entry include = root.entry("include");
        Node.Entries all = root;
        if (include == null) {
            return all;
        }
        var written = new Value(reading, "include", "`include`", include.place(), include.value());
        for (Value item : written.oneOrMore()) {
            String pattern = item.filled();
            if (pattern == null) {
                continue;
            }
            List<Path> files = Globs.find(parent(file), pattern);
            if (files.isEmpty() && !Globs.isPattern(pattern)) {
                item.wrong("names no regular file: " + Shown.quoted(pattern));
            }
            for (Path each : files) {
                all = with(all, each, item);
            }
        }
        return all;
    }

    private Node.Entries with(Node.Entries all, Path file, Value item) {
        Path real = real(file);
        String name = reading.nameOf(file);
        if (!real.startsWith(real(reading.folder()))) {
            item.wrong("reaches outside the manifest's folder: " + Shown.path(name));
            return all;
        }
        if (open.contains(real)) {
            List<String> path = new ArrayList<>();
            open.subList(open.indexOf(real), open.size())
                    .forEach(each -> path.add(String.valueOf(each.getFileName())));
            path.add(String.valueOf(real.getFileName()));
            item.wrong("is a circle: " + Shown.line(String.join(" → ", path)));
            return all;
        }
        if (!seen.add(real)) {
            return all;
        }
        if (seen.size() > MOST_FILES) {
            item.wrong("names too many files: at most " + MOST_FILES);
            return all;
        }
        Node root = ManifestReader.tree(file, name, reading.problems(), item);
        if (!(root instanceof Node.Entries entries)) {
            if (root != null) {
                reading.problems().at(root.place(), "", "an included file must be a mapping");
            }
            return all;
        }
        open.add(real);
        Node.Entries inside = merged(interpolation.apply(entries), real);
        open.removeLast();
        return both(all, inside);
    }

    /// The main file's entries, then the included one's; mappings of both become one.
    private Node.Entries both(Node.Entries main, Node.Entries included) {
        Map<String, Node.Entry> others = new LinkedHashMap<>();
        for (Node.Entry entry : included.entries()) {
            if (OWN.contains(entry.key())) {
                reading.problems()
                        .at(
                                entry.place(),
                                entry.key(),
                                Shown.quoted(entry.key())
                                        + " belongs into the manifest itself, not into a file that"
                                        + " it includes");
            } else if (!entry.key().equals("include") && !entry.ignored()) {
                others.put(entry.key(), entry);
            }
        }
        var mapping = new MappingBuilder(main.place(), reading.problems());
        for (Node.Entry entry : main.entries()) {
            Node.Entry other = others.get(entry.key());
            if (other != null
                    && entry.value() instanceof Node.Entries one
                    && other.value() instanceof Node.Entries two) {
                others.remove(entry.key());
                mapping.add(new Node.Entry(entry.place(), entry.key(), joined(one, two)));
            } else {
                mapping.add(entry);
            }
        }
        others.values().forEach(mapping::add);
        return mapping.build();
    }

    private Node.Entries joined(Node.Entries one, Node.Entries two) {
        var mapping = new MappingBuilder(one.place(), reading.problems());
        one.entries().forEach(mapping::add);
        two.entries().stream().filter(entry -> !entry.ignored()).forEach(mapping::add);
        return mapping.build();
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            return path.toAbsolutePath().normalize();
        }
    }
}
