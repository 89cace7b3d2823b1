package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes the tree of plain values, which stand in no file.
final class PlainTree {
    private final Location place;
    private final Problems problems;

    /// @param place what stands for the place of everything
    PlainTree(Location place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    /// The tree of a mapping.
    Node.Entries of(Map<String, Object> values) {
        List<Node.Entry> entries = new ArrayList<>();
        values.forEach((key, value) -> entries.add(new Node.Entry(place, key, node(value, 1))));
        return new Node.Entries(place, entries);
    }

    private Node node(@Nullable Object value, int depth) {
        if (depth > YamlTree.DEEPEST) {
            problems.at(place, "", "the definition is nested too deeply");
            return new Node.Scalar(place, "", Node.Type.UNKNOWN);
        }
        return switch (value) {
            case null -> new Node.Scalar(place, "null", Node.Type.NOTHING);
            case Map<?, ?> map -> {
                List<Node.Entry> entries = new ArrayList<>();
                map.forEach(
                        (key, entry) ->
                                entries.add(
                                        new Node.Entry(
                                                place,
                                                String.valueOf(key),
                                                node(entry, depth + 1))));
                yield new Node.Entries(place, entries);
            }
            case List<?> list -> {
                List<Node> items = new ArrayList<>();
                list.forEach(item -> items.add(node(item, depth + 1)));
                yield new Node.Items(place, items);
            }
            case Boolean flag -> new Node.Scalar(place, flag.toString(), Node.Type.BOOLEAN);
            case Double decimal -> new Node.Scalar(place, decimal.toString(), Node.Type.DECIMAL);
            case Float decimal -> new Node.Scalar(place, decimal.toString(), Node.Type.DECIMAL);
            case java.math.BigDecimal decimal ->
                    new Node.Scalar(place, decimal.toString(), Node.Type.DECIMAL);
            case Number whole -> new Node.Scalar(place, whole.toString(), Node.Type.INTEGER);
            default -> new Node.Scalar(place, value.toString(), Node.Type.TEXT);
        };
    }
}
