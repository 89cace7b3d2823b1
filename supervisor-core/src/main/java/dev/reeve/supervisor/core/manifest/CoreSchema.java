package dev.reeve.supervisor.core.manifest;

import java.util.regex.Pattern;

/// What an unquoted text of YAML is, by the core schema of YAML 1.2 (section 10.3.2): `yes` and
/// `on` are texts, `010` is ten.
final class CoreSchema {
    private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?[0-9]++|0o[0-7]++|0x[0-9a-fA-F]++");
    private static final Pattern DECIMAL =
            Pattern.compile(
                    "[-+]?(?:\\.[0-9]++|[0-9]++(?:\\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?"
                            + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    private CoreSchema() {}

    static Node.Type type(String text) {
        if (NOTHING.matcher(text).matches()) {
            return Node.Type.NOTHING;
        }
        if (BOOLEAN.matcher(text).matches()) {
            return Node.Type.BOOLEAN;
        }
        if (INTEGER.matcher(text).matches()) {
            return Node.Type.INTEGER;
        }
        return DECIMAL.matcher(text).matches() ? Node.Type.DECIMAL : Node.Type.TEXT;
    }

    /// The number that a text of type `INTEGER` says.
    ///
    /// @throws NumberFormatException where it is out of the range of a `long`
    static long integer(String text) {
        if (text.startsWith("0o")) {
            return Long.parseLong(text.substring(2), 8);
        }
        return text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
    }
}
