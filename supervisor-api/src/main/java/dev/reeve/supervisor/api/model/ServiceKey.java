package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import java.util.regex.Pattern;

/// The full name of a service, unique in one supervisor: `kind:source:name`.
///
/// @param kind what it is: `process`, `session` or a kind that a plugin brings; holds no `:`
/// @param source where its definition comes from: `manifest`, `dynamic`, `adopted`, `factory` or
///     `plugin`; holds no `:`
/// @param name 1 to 100 characters: a letter or digit first, then letters, digits, `.`, `_`, `-`
@Api
public record ServiceKey(String kind, String source, String name)
        implements Comparable<ServiceKey> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public ServiceKey {
        if (kind.isEmpty() || kind.contains(":") || source.isEmpty() || source.contains(":")) {
            throw new IllegalArgumentException("kind and source are not empty and hold no `:`");
        }
        if (!isName(name)) {
            throw new IllegalArgumentException("not the name of a service: " + name);
        }
    }

    /// Whether a text can be the name of a service.
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    @Override
    public int compareTo(ServiceKey other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return kind + ":" + source + ":" + name;
    }
}
