package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.spi.Secret;

import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What an option of an external plugin may be, in the words of `plugins info`.
@SuppressWarnings("ImmutableEnumChecker") // Types of the JDK do not change.
enum ExternalType implements Spelled {
    TEXT(String.class),
    WHOLE_NUMBER(Long.class),
    NUMBER(Double.class),
    BOOLEAN(Boolean.class),
    DURATION(Duration.class),
    PATH(Path.class),
    URI(URI.class),
    SECRET(Secret.class),
    LIST_OF_TEXT(Shapes.type("texts")),
    MAPPING_TO_TEXT(Shapes.type("mapping")),
    ANYTHING(Object.class);

    private final Type type;

    ExternalType(Type type) {
        this.type = type;
    }

    /// As a record's component would have it.
    Type type() {
        return type;
    }

    boolean isNumber() {
        return this == WHOLE_NUMBER || this == NUMBER;
    }

    boolean isText() {
        return this == TEXT || this == LIST_OF_TEXT;
    }

    @Override
    public String word() {
        return this == URI ? "URI" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// Java has no way to write such a type down.
    private record Shapes(List<String> texts, Map<String, String> mapping) {
        private static Type type(String component) {
            for (var one : Shapes.class.getRecordComponents()) {
                if (one.getName().equals(component)) {
                    return one.getGenericType();
                }
            }
            throw new IllegalArgumentException(component);
        }
    }
}
