package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers the entries of one mapping: tells duplicate keys, and merges what `<<` names below what
/// the mapping says itself.
final class MappingBuilder {
    private final Location place;
    private final Problems problems;
    private final Map<String, Node.Entry> own = new LinkedHashMap<>();
    private final Map<String, Node.Entry> merged = new LinkedHashMap<>();

    MappingBuilder(Location place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    void add(Node.Entry entry) {
        Node.Entry first = own.putIfAbsent(entry.key(), entry);
        if (first != null) {
            problems.at(
                    entry.place(),
                    entry.key(),
                    "%s stands here twice; it was first at %s"
                            .formatted(Shown.quoted(entry.key()), first.place()));
        }
    }

    /// Takes over the entries of a mapping, or of each mapping of a list, the first winning.
    void merge(Location key, Node from) {
        switch (from) {
            case Node.Entries mapping ->
                    mapping.entries().forEach(entry -> merged.putIfAbsent(entry.key(), entry));
            case Node.Items list
                    when list.items().stream().allMatch(Node.Entries.class::isInstance) ->
                    list.items().forEach(item -> merge(key, item));
            case Node.Items _, Node.Scalar _ ->
                    problems.at(key, "", "`<<` takes a mapping, or a list of mappings");
        }
    }

    Node.Entries build() {
        merged.forEach(own::putIfAbsent);
        return new Node.Entries(place, List.copyOf(own.values()));
    }
}
