package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;

import java.util.LinkedHashMap;
import java.util.Map;

/// Reads a file of environment variables: `NAME=value` a line, `#` begins a comment, `export`
/// before the name is passed over. A value may stand in single quotes (as it is) or double quotes
/// (with `\n`, `\t`, `\"`, `\$`, `\\`). Variables in values are not replaced. The later of two
/// wins.
final class EnvironmentFile {
    private final String name;
    private final Problems problems;
    private final Map<String, String> variables = new LinkedHashMap<>();

    private EnvironmentFile(String name, Problems problems) {
        this.name = name;
        this.problems = problems;
    }

    /// The variables of a text; mistakes are told at their lines.
    static Map<String, String> of(String name, String text, Problems problems) {
        var file = new EnvironmentFile(name, problems);
        int number = 0;
        for (String line : text.lines().toList()) {
            file.line(++number, line.strip());
        }
        return file.variables;
    }

    private void line(int number, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        String entry = line.startsWith("export ") ? line.substring(7).strip() : line;
        int equals = entry.indexOf('=');
        String variable = equals < 0 ? entry : entry.substring(0, equals).strip();
        var place = new Location(name, number, 1);
        if (equals < 0) {
            // The line is not shown: it may be the second line of a secret.
            problems.at(place, "", "a line of an env_file is `NAME=value`");
        } else if (!Names.isVariable(variable)) {
            problems.at(place, "", Names.notAVariable(variable));
        } else {
            value(place, variable, entry.substring(equals + 1).strip());
        }
    }

    private void value(Location place, String variable, String written) {
        if (written.startsWith("'") || written.startsWith("\"")) {
            char quote = written.charAt(0);
            int end = closing(written, quote);
            String rest = end < 0 ? "" : written.substring(end + 1).strip();
            if (end < 0 || (!rest.isEmpty() && !rest.startsWith("#"))) {
                problems.at(
                        place,
                        "",
                        "the value of %s has no closing %c, or something after it"
                                .formatted(Shown.quoted(variable), quote));
                return;
            }
            String inside = written.substring(1, end);
            variables.put(variable, quote == '"' ? unescaped(inside) : inside);
            return;
        }
        int comment = written.indexOf(" #");
        variables.put(variable, comment < 0 ? written : written.substring(0, comment).strip());
    }

    private static int closing(String written, char quote) {
        for (int at = 1; at < written.length(); at++) {
            if (written.charAt(at) == '\\' && quote == '"') {
                at++;
            } else if (written.charAt(at) == quote) {
                return at;
            }
        }
        return -1;
    }

    private static String unescaped(String inside) {
        var result = new StringBuilder();
        for (int at = 0; at < inside.length(); at++) {
            char next = inside.charAt(at);
            if (next != '\\' || at + 1 == inside.length()) {
                result.append(next);
                continue;
            }
            char escaped = inside.charAt(++at);
            switch (escaped) {
                case 'n' -> result.append('\n');
                case 't' -> result.append('\t');
                case '"', '$', '\\' -> result.append(escaped);
                default -> result.append('\\').append(escaped);
            }
        }
        return result.toString();
    }
}
