package dev.reeve.supervisor.core.manifest;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a manifest's file says, as plain values: what an editor gives to a validator.
public final class WrittenTree {
    private WrittenTree() {}

    /// Null where it cannot be read as YAML or JSON.
    public static @Nullable Object of(Path file) {
        var problems = new Problems();
        Node root = ManifestReader.tree(file, file.toString(), problems, null);
        return root == null || !problems.none() ? null : plain(root);
    }

    private static @Nullable Object plain(Node node) {
        return switch (node) {
            case Node.Items(var _, var items) -> items.stream().map(WrittenTree::plain).toList();
            case Node.Entries(var _, var entries) -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                entries.forEach(entry -> map.put(entry.key(), plain(entry.value())));
                yield map;
            }
            case Node.Scalar scalar ->
                    switch (scalar.type()) {
                        case TEXT, UNKNOWN -> scalar.text();
                        case NOTHING -> null;
                        case BOOLEAN -> Boolean.valueOf(scalar.text());
                        case DECIMAL, INTEGER -> number(scalar.text());
                    };
        };
    }

    /// A number that JSON does not have stays a text.
    private static Object number(String text) {
        try {
            return CoreSchema.integer(text);
        } catch (NumberFormatException notWhole) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException none) {
                return text;
            }
        }
    }
}
