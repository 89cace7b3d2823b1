package dev.reeve.supervisor.launcher.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON as plain values: maps in the order of the text, lists, texts, numbers, booleans and null.
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /// Reads one value.
    public static @Nullable Object read(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return value(parser, parser.nextToken());
        }
    }

    /// A value as the object it is taken for; an empty one where it is something else.
    @SuppressWarnings("unchecked") // the reader makes no other maps
    public static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /// A value as the list of objects it is taken for; an empty one where it is something else.
    public static List<Map<String, Object>> objects(@Nullable Object value) {
        return value instanceof List<?> list ? list.stream().map(Json::object).toList() : List.of();
    }

    /// A value as the time it is taken for; null where it is something else.
    public static @Nullable Instant time(@Nullable Object value) {
        try {
            return value instanceof String text ? Instant.parse(text) : null;
        } catch (DateTimeParseException notATime) {
            return null;
        }
    }

    /// Items as the API answers a whole list.
    public static Map<String, Object> list(List<Map<String, Object>> items, int total) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("items", items);
        answer.put("total", total);
        return answer;
    }

    /// On one line.
    public static String compact(@Nullable Object value) {
        return written(value, false);
    }

    /// Indented, for people.
    public static String indented(@Nullable Object value) {
        return written(value, true);
    }

    private static String written(@Nullable Object value, boolean indent) {
        var text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (indent) {
                var separators =
                        Separators.createDefaultInstance()
                                .withArrayEmptySeparator("")
                                .withObjectEmptySeparator("")
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER);
                var lines = new DefaultIndenter("  ", "\n");
                var printer = new DefaultPrettyPrinter(separators);
                printer.indentObjectsWith(lines);
                printer.indentArraysWith(lines);
                generator.setPrettyPrinter(printer);
            }
            write(generator, value);
        } catch (IOException cannotBe) {
            throw new UncheckedIOException("a text in memory takes everything", cannotBe);
        }
        return text.toString();
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token)
            throws IOException {
        if (token == null) {
            throw new IOException("the text ends too early");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("unexpected " + token);
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            object.put(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static List<@Nullable Object> list(JsonParser parser) throws IOException {
        var list = new ArrayList<@Nullable Object>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            list.add(value(parser, token));
        }
        return list;
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Map<?, ?> object -> {
                generator.writeStartObject();
                for (var entry : object.entrySet()) {
                    generator.writeFieldName(String.valueOf(entry.getKey()));
                    write(generator, entry.getValue());
                }
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                for (Object item : list) {
                    write(generator, item);
                }
                generator.writeEndArray();
            }
            case BigDecimal number -> generator.writeNumber(number);
            case Number number -> generator.writeNumber(number.toString());
            case Boolean truth -> generator.writeBoolean(truth);
            default -> generator.writeString(value.toString());
        }
    }
}
