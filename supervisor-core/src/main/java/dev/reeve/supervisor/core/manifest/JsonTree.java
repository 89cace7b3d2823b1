package dev.reeve.supervisor.core.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import dev.reeve.supervisor.api.problem.Location;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Makes the tree of a JSON text (RFC 8259): no comments, no trailing commas.
final class JsonTree {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(2 * YamlTree.DEEPEST)
                                    .maxStringLength(SourceText.MOST_BYTES)
                                    .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private final String file;
    private final Problems problems;
    private final JsonParser parser;

    private JsonTree(String file, Problems problems, JsonParser parser) {
        this.file = file;
        this.problems = problems;
        this.parser = parser;
    }

    /// The tree, or null where the text is empty.
    static @Nullable Node of(String file, String text, Problems problems) throws UnreadableText {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonTree(file, problems, parser).document();
        } catch (JsonProcessingException broken) {
            var at = broken.getLocation();
            throw new UnreadableText(
                    at == null
                            ? new Location(file, 1, 1)
                            : new Location(file, at.getLineNr(), at.getColumnNr()),
                    words(broken));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory cannot fail", impossible);
        }
    }

    private static String words(JsonProcessingException broken) {
        if (broken instanceof StreamConstraintsException) {
            return "a number or a text in it is too long";
        }
        String message = String.valueOf(broken.getOriginalMessage());
        return "this is not JSON: " + Shown.line(message.lines().findFirst().orElse(""));
    }

    private @Nullable Node document() throws IOException, UnreadableText {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return null;
        }
        Node root = node(first, 1);
        if (parser.nextToken() != null) {
            throw new UnreadableText(place(), "a second document begins here; a manifest is one");
        }
        return root;
    }

    private Node node(JsonToken token, int depth) throws IOException, UnreadableText {
        Location place = place();
        if (token.isStructStart() && depth > YamlTree.DEEPEST) {
            throw YamlTree.tooDeep(place);
        }
        return switch (token) {
            case START_OBJECT -> entries(place, depth);
            case START_ARRAY -> items(place, depth);
            case VALUE_STRING -> new Node.Scalar(place, parser.getText(), Node.Type.TEXT);
            case VALUE_NUMBER_INT -> new Node.Scalar(place, parser.getText(), Node.Type.INTEGER);
            case VALUE_NUMBER_FLOAT -> new Node.Scalar(place, parser.getText(), Node.Type.DECIMAL);
            case VALUE_TRUE, VALUE_FALSE ->
                    new Node.Scalar(place, parser.getText(), Node.Type.BOOLEAN);
            case VALUE_NULL -> new Node.Scalar(place, "null", Node.Type.NOTHING);
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value begins with " + token);
        };
    }

    private Node entries(Location place, int depth) throws IOException, UnreadableText {
        var mapping = new MappingBuilder(place, problems);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Location key = place();
            String name = parser.currentName();
            mapping.add(new Node.Entry(key, name, node(parser.nextToken(), depth + 1)));
        }
        return mapping.build();
    }

    private Node items(Location place, int depth) throws IOException, UnreadableText {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            items.add(node(token, depth + 1));
        }
        return new Node.Items(place, items);
    }

    private Location place() {
        var at = parser.currentTokenLocation();
        return new Location(file, at.getLineNr(), at.getColumnNr());
    }
}
