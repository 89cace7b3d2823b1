package dev.reeve.supervisor.launcher.verb;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A place in a YAML text, found from the top step by step.
final class Places {
    private Node at;
    private Node shown;

    Places(Node root) {
        at = root;
        shown = root;
    }

    /// Goes into a mapping by a key, or into a list by a number.
    ///
    /// @return whether there is such a thing; where not, this stays where it is
    boolean into(String step) {
        return switch (at) {
            case MappingNode mapping -> intoMapping(mapping, step);
            case SequenceNode list -> intoList(list, step);
            default -> false;
        };
    }

    /// `line:column`, from 1.
    @Override
    public String toString() {
        return shown.getStartMark()
                .map(mark -> (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse("1:1");
    }

    private boolean intoMapping(MappingNode mapping, String step) {
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(step)) {
                at = entry.getValueNode();
                shown = key;
                return true;
            }
        }
        return false;
    }

    private boolean intoList(SequenceNode list, String step) {
        if (!step.matches("\\d{1,6}") || Integer.parseInt(step) >= list.getValue().size()) {
            return false;
        }
        at = list.getValue().get(Integer.parseInt(step));
        shown = at;
        return true;
    }
}
