package dev.reeve.supervisor.core.manifest;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Puts variables into the values (never the keys) of a tree: `${NAME}`, `${NAME:-default}` where
/// it is not set or empty, `${NAME:?message}` where it must be set, `$$` for a dollar. Any other
/// dollar stays as it is. A default may hold variables itself.
///
/// What is put in is never looked through again, so there are no circles.
final class Interpolation {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MOST_CHARACTERS = 4 << 20;
    private static final int DEEPEST = 8;

    private final Map<String, String> variables;
    private final Problems problems;
    private long characters;

    Interpolation(Map<String, String> variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /// The tree with its variables replaced. A mistake is told at its value's place, and leaves
    /// that value as it was written.
    Node apply(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Items list ->
                    new Node.Items(list.place(), list.items().stream().map(this::apply).toList());
            case Node.Entries mapping -> apply(mapping);
        };
    }

    Node.Entries apply(Node.Entries mapping) {
        List<Node.Entry> entries = new ArrayList<>();
        for (Node.Entry entry : mapping.entries()) {
            entries.add(
                    entry.ignored()
                            ? entry
                            : new Node.Entry(entry.place(), entry.key(), apply(entry.value())));
        }
        return new Node.Entries(mapping.place(), entries);
    }

    private Node scalar(Node.Scalar scalar) {
        if (scalar.text().indexOf('$') < 0) {
            return scalar;
        }
        try {
            var expansion = new Expansion(scalar.text());
            String text = expansion.expand(0);
            characters += text.length();
            if (characters > MOST_CHARACTERS) {
                throw new Mistake("variables make this manifest larger than 4 MiB");
            }
            String shown = expansion.secret ? scalar.text() : text;
            return new Node.Scalar(scalar.place(), text, Node.Type.TEXT, shown);
        } catch (Mistake mistake) {
            problems.at(scalar.place(), "", String.valueOf(mistake.getMessage()));
            return new Node.Scalar(scalar.place(), "", Node.Type.UNKNOWN);
        }
    }

    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        Mistake(String message) {
            super(message);
        }
    }

    /// One text on its way.
    private final class Expansion {
        private final String text;
        private boolean secret;

        Expansion(String text) {
            this.text = text;
        }

        String expand(int depth) throws Mistake {
            return expand(0, text.length(), depth);
        }

        private String expand(int from, int to, int depth) throws Mistake {
            if (depth > DEEPEST) {
                throw new Mistake("defaults of variables are nested too deeply");
            }
            var result = new StringBuilder();
            int at = from;
            while (at < to) {
                char next = text.charAt(at);
                if (next != '$' || at + 1 == to) {
                    result.append(next);
                    at++;
                } else if (text.charAt(at + 1) == '$') {
                    result.append('$');
                    at += 2;
                } else if (text.charAt(at + 1) == '{') {
                    int end = closing(at + 2, to);
                    result.append(variable(at + 2, end, depth));
                    at = end + 1;
                } else {
                    result.append(next);
                    at++;
                }
                if (result.length() > MOST_CHARACTERS) {
                    throw new Mistake("variables make this manifest larger than 4 MiB");
                }
            }
            return result.toString();
        }

        private int closing(int from, int to) throws Mistake {
            int open = 1;
            for (int at = from; at < to; at++) {
                if (text.startsWith("${", at)) {
                    open++;
                    at++;
                } else if (text.charAt(at) == '}' && --open == 0) {
                    return at;
                }
            }
            throw new Mistake(
                    Shown.quoted("${" + text.substring(from, to))
                            + " has no closing `}` (`$$` is a dollar)");
        }

        private String variable(int from, int to, int depth) throws Mistake {
            String inside = text.substring(from, to);
            var name = NAME.matcher(inside);
            if (!name.lookingAt()) {
                throw unreadable(inside);
            }
            String operator = inside.substring(name.end());
            @Nullable String value = variables.get(name.group());
            secret |= Secrets.isVariable(name.group());
            if (operator.isEmpty()) {
                return set(name.group(), value);
            }
            if (operator.startsWith(":-")) {
                return value == null || value.isEmpty()
                        ? expand(from + name.end() + 2, to, depth + 1)
                        : value;
            }
            if (operator.startsWith(":?")) {
                if (value == null || value.isEmpty()) {
                    throw new Mistake(
                            Shown.quoted("${" + name.group() + "}")
                                    + " is not set: "
                                    + Shown.harmless(operator.substring(2)));
                }
                return value;
            }
            throw unreadable(inside);
        }

        private String set(String name, @Nullable String value) throws Mistake {
            if (value == null) {
                throw new Mistake(
                        "%s is not set, and has no default (`${%s:-default}`)"
                                .formatted(Shown.quoted("${" + name + "}"), Shown.harmless(name)));
            }
            return value;
        }

        private Mistake unreadable(String inside) {
            return new Mistake(
                    Shown.quoted("${" + inside + "}")
                            + " is not a variable: `${NAME}`, `${NAME:-default}`,"
                            + " `${NAME:?message}`; `$$` is a dollar");
        }
    }
}
