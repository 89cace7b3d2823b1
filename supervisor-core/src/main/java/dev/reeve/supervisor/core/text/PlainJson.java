package dev.reeve.supervisor.core.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Plain values as JSON of ASCII only: maps by text, lists, texts, numbers, truth values and null.
///
/// A whole number comes back as an `Integer` where it fits, else as a `Long` or a `BigInteger`; any
/// other as a `Double`.
public final class PlainJson {
    /// What was written by us is read by us, however long somebody's names and numbers are.
    public static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private PlainJson() {}

    public static byte[] write(Map<String, ?> map) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            value(json, map);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written", impossible);
        }
        return bytes.toByteArray();
    }

    /// @throws IOException where it is not a map in JSON
    public static Map<String, Object> read(byte[] bytes, int from, int length) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes, from, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is not a map");
            }
            return map(json);
        }
    }

    /// As it will come back.
    public static Map<String, Object> copy(Map<String, ?> map) {
        byte[] bytes = write(map);
        try {
            return read(bytes, 0, bytes.length);
        } catch (IOException impossible) {
            throw new UncheckedIOException("what was written cannot be read", impossible);
        }
    }

    /// Writes one value.
    ///
    /// @throws IllegalArgumentException where it is not a plain one
    public static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case List<?> list -> {
                json.writeStartArray();
                for (Object each : list) {
                    value(json, each);
                }
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (var each : map.entrySet()) {
                    json.writeFieldName((String) each.getKey());
                    value(json, each.getValue());
                }
                json.writeEndObject();
            }
            default ->
                    throw new IllegalArgumentException(
                            "not a plain value: " + value.getClass().getName());
        }
    }

    /// Reads the value that begins with the present token.
    public static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> map(json);
            case START_ARRAY -> list(json);
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> null;
        };
    }

    /// Reads the map whose beginning is the present token.
    @SuppressWarnings("NullAway") // Plain values hold nulls, as the manifest's do.
    public static Map<String, Object> map(JsonParser json) throws IOException {
        var map = new LinkedHashMap<String, Object>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            map.put(name, value(json));
        }
        return Collections.unmodifiableMap(map);
    }

    @SuppressWarnings("NullAway") // As above.
    private static List<Object> list(JsonParser json) throws IOException {
        var list = new ArrayList<Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(json));
        }
        return Collections.unmodifiableList(list);
    }
}
