package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// From the text of a manifest to what it means: file → tree with places → variables → included
/// files → specs. Each file is read once, into memory. May block on the disk, for a bounded time.
public final class ManifestReader {
    /// What a manifest is called where its user does not say, first choice first.
    public static final List<String> NAMES = List.of("reeve.yaml", "reeve.yml", "reeve.json");

    private ManifestReader() {}

    /// The manifest of a folder.
    ///
    /// @param folder as its user named it; empty for the current one
    public static Checked<Path> find(Path folder) {
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                return new Checked.Valid<>(file);
            }
        }
        String where =
                folder.toString().isEmpty() || folder.toString().equals(".")
                        ? "this folder"
                        : Shown.quoted(folder.toString());
        return new Checked.Invalid<>(
                List.of(
                        Problem.at(
                                null,
                                null,
                                "there is no manifest in %s: neither %s; name one with `-f FILE`"
                                        .formatted(where, String.join(" nor ", NAMES)))));
    }

    /// A manifest without mistakes, or all the mistakes of its text.
    public static Checked<Manifest> read(Path file, Map<String, String> environment) {
        return draft(file, environment).checked();
    }

    /// What holds in a folder where there is no manifest.
    public static Manifest none(Path folder) {
        return NativeManifest.none(folder);
    }

    /// As much of a manifest as can be made out, and its mistakes.
    ///
    /// @param file as its user named it; problems name it so
    /// @param environment for `${…}`
    public static Draft draft(Path file, Map<String, String> environment) {
        var problems = new Problems();
        Node root = tree(file, file.toString(), problems, null);
        if (root == null || isNothing(root)) {
            if (problems.none()) {
                var top = new Location(file.toString(), 1, 1);
                problems.at(top, "services", "there are no services: the file is empty");
            }
            return new Draft(null, problems.sorted());
        }
        if (!(root instanceof Node.Entries entries)) {
            problems.at(
                    root.place(),
                    "",
                    "a manifest must be a mapping with `services`, not " + root.described());
            return new Draft(null, problems.sorted());
        }
        Manifest manifest = bound(entries, new Reading(problems, file), environment);
        return new Draft(manifest, problems.sorted());
    }

    /// The tree of a file, or null where it is empty or cannot be read; JSON if its name says so,
    /// else YAML.
    ///
    /// @param namedBy the value that names the file, where a manifest does
    static @Nullable Node tree(Path file, String name, Problems problems, @Nullable Value namedBy) {
        String text = SourceText.of(file, name, problems, namedBy);
        if (text == null) {
            return null;
        }
        try {
            return file.toString().toLowerCase(Locale.ROOT).endsWith(".json")
                    ? JsonTree.of(name, text, problems)
                    : YamlTree.of(name, text, problems);
        } catch (UnreadableText unreadable) {
            problems.at(unreadable.place(), "", unreadable.text());
            return null;
        }
    }

    private static Manifest bound(
            Node.Entries root, Reading reading, Map<String, String> environment) {
        if (PilotManifest.recognises(root)) {
            return PilotManifest.of(root, reading);
        }
        Head head = Head.of(root, environment, reading);
        var interpolation = new Interpolation(head.variables(), reading.problems());
        Node.Entries replaced = interpolation.apply(root);
        Node.Entries whole = new Includes(reading, interpolation).expand(replaced);
        return NativeManifest.of(whole, head, reading);
    }

    private static boolean isNothing(Node root) {
        return root instanceof Node.Scalar scalar && scalar.type() == Node.Type.NOTHING;
    }
}
