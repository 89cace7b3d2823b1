package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.ServiceKey;

import java.util.Set;
import java.util.regex.Pattern;

/// What things may be called.
final class Names {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int LONGEST = 100;

    private Names() {}

    /// Why a text is not a name.
    static String notAName(String text) {
        return Shown.quoted(text)
                + " cannot be a name: 1 to 100 characters, a letter or digit first, then letters,"
                + " digits, `.`, `_`, `-`";
    }

    /// Whether a text can be the name of an environment variable (POSIX.1-2017, 8.1, and small
    /// letters, as everybody does).
    static boolean isVariable(String text) {
        return VARIABLE.matcher(text).matches();
    }

    /// Why a text is not the name of an environment variable.
    static String notAVariable(String text) {
        return Shown.quoted(text)
                + " cannot be the name of a variable: letters, digits and `_`, no digit first";
    }

    /// A name made of any text: what cannot stand in a name becomes `-`.
    static String slug(String text) {
        String slug =
                text.replaceAll("[^A-Za-z0-9._-]+", "-")
                        .replaceAll("^[^A-Za-z0-9]+", "")
                        .replaceAll("-+$", "");
        slug = slug.length() > LONGEST ? slug.substring(0, LONGEST) : slug;
        return ServiceKey.isName(slug) ? slug : "unnamed";
    }

    /// The name, or one like it that is not taken yet; it is taken then.
    static String unique(String name, Set<String> taken) {
        String unique = name;
        for (int number = 2; !taken.add(unique); number++) {
            String end = "-" + number;
            unique = name.substring(0, Math.min(name.length(), LONGEST - end.length())) + end;
        }
        return unique;
    }
}
