package dev.reeve.plugin.control.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads strict JSON into plain values: at most 32 levels deep, numbers of at most 20 digits, no
/// key twice, nothing after the end.
public final class JsonBody {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(32)
                                    .maxNumberLength(20)
                                    .maxNameLength(1000)
                                    .build())
                    .build();

    private JsonBody() {}

    /// What is wrong with a text that should be JSON, with the place.
    public static final class NotJson extends Exception {
        private static final long serialVersionUID = 1;

        private NotJson(String text, JsonLocation at) {
            super(
                    "%s (line %d, column %d)"
                            .formatted(firstLine(text), at.getLineNr(), at.getColumnNr()),
                    null,
                    false,
                    false);
        }

        private static String firstLine(String text) {
            return text.lines().findFirst().orElse("not JSON");
        }
    }

    /// Reads an object. An empty text is an empty object.
    public static Map<String, @Nullable Object> object(byte[] text) throws NotJson {
        if (text.length == 0) {
            return Map.of();
        }
        try (JsonParser json = FACTORY.createParser(text)) {
            return whole(json);
        } catch (IOException impossible) {
            throw new NotJson("unreadable", JsonLocation.NA);
        }
    }

    private static Map<String, @Nullable Object> whole(JsonParser json)
            throws IOException, NotJson {
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new NotJson("the body must be an object", json.currentTokenLocation());
            }
            Map<String, @Nullable Object> object = members(json);
            if (json.nextToken() != null) {
                throw new NotJson("something follows the object", json.currentTokenLocation());
            }
            return object;
        } catch (StreamConstraintsException tooMuch) {
            throw new NotJson("too deep, or too long a number", json.currentLocation());
        } catch (JsonProcessingException wrong) {
            JsonLocation at = wrong.getLocation();
            throw new NotJson(wrong.getOriginalMessage(), at == null ? json.currentLocation() : at);
        }
    }

    private static Map<String, @Nullable Object> members(JsonParser json) throws IOException {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            members.put(name, value(json));
        }
        return members;
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> members(json);
            case START_ARRAY -> elements(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value begins with " + json.currentToken());
        };
    }

    private static List<@Nullable Object> elements(JsonParser json) throws IOException {
        var elements = new ArrayList<@Nullable Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
        }
        return elements;
    }
}
