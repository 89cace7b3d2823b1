package dev.reeve.supervisor.core.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Puts `defaults` below what a service says itself: a key of the service's own wins whole.
final class Defaults {
    private static final Set<String> COMMAND = Set.of("command", "path", "args", "shell");

    private Defaults() {}

    /// The service's entries, then the defaults that it does not have. One that says what to run in
    /// one way takes no word of another.
    static Node.Entries below(Node.Entries own, List<Node.Entry> defaults) {
        if (defaults.isEmpty()) {
            return own;
        }
        boolean runs = own.entry("command") != null || own.entry("path") != null;
        Set<String> strange = KeysByKind.notFor(kind(own, defaults));
        List<Node.Entry> all = new ArrayList<>(own.entries());
        for (Node.Entry entry : defaults) {
            boolean covered = own.entry(entry.key()) != null;
            boolean fits = !strange.contains(entry.key());
            if (!covered && fits && !(runs && COMMAND.contains(entry.key()))) {
                all.add(entry);
            }
        }
        return new Node.Entries(own.place(), all);
    }

    private static String kind(Node.Entries own, List<Node.Entry> defaults) {
        Node.Entry entry = own.entry("kind");
        for (Node.Entry other : defaults) {
            entry = entry == null && other.key().equals("kind") ? other : entry;
        }
        return entry != null && entry.value() instanceof Node.Scalar scalar
                ? scalar.text()
                : KeysByKind.PROCESS;
    }
}
