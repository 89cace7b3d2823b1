package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.json.JsonText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Whether answers are what the OpenAPI document says of them, and hold nothing that it does not
/// say.
final class Conformity {
    private static final String OFFICIAL = "https://spec.openapis.org/";

    private final Map<?, ?> document;
    private final Object components;
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemas(Conformity::official));

    Conformity(String text) {
        document = (Map<?, ?>) new Client.Answer(200, Map.of(), text).json();
        components = strict(there(document.get("components")));
    }

    private static Object there(@Nullable Object value) {
        assertNotNull(value);
        return value;
    }

    /// The schemas of the specification itself, as they lie in a library.
    private static @Nullable String official(String iri) {
        if (!iri.startsWith(OFFICIAL)) {
            return null;
        }
        String name = iri.substring("https://".length());
        try (InputStream file = ClassLoader.getSystemResourceAsStream(name)) {
            return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Nothing that is not declared may be there.
    private static @Nullable Object strict(@Nullable Object node) {
        if (node instanceof List<?> list) {
            return list.stream().map(Conformity::strict).toList();
        }
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), strict(value)));
        if ("object".equals(copy.get("type")) && copy.get("properties") instanceof Map<?, ?>) {
            copy.putIfAbsent("additionalProperties", false);
        }
        return copy;
    }

    /// Whether it is an OpenAPI document at all.
    void isOpenApi(String text) {
        Schema schema =
                registry.getSchema(SchemaLocation.of(OFFICIAL + "oas/3.1/schema-base/2022-10-07"));
        assertEquals(List.of(), told(schema, text));
    }

    private static List<String> told(Schema schema, String text) {
        return schema.validate(text, InputFormat.JSON).stream().map(Error::toString).toList();
    }

    /// An answer to a request of this route.
    void conforms(Route route, Client.Answer answer) {
        Map<?, ?> response = response(route, answer.status());
        String type = answer.headers().getOrDefault("content-type", "").split(";")[0];
        if (!(response.get("content") instanceof Map<?, ?> content)) {
            assertEquals("", answer.body(), () -> route + " answers more than it says");
            return;
        }
        Object media = content.containsKey(type) ? content.get(type) : content.get("*/*");
        assertTrue(media instanceof Map, () -> route + " answers with " + type);
        if (type.endsWith("json")) {
            Object schema = strict(((Map<?, ?>) there(media)).get("schema"));
            conforms(route.name(), schema, answer.body());
        }
    }

    private Map<?, ?> response(Route route, int status) {
        Client.Answer whole = new Client.Answer(200, Map.of(), text(there(document.get("paths"))));
        Map<?, ?> path = (Map<?, ?>) ((Map<?, ?>) whole.json()).get(route.path());
        assertNotNull(path, () -> route + " is not in the document");
        Map<?, ?> operation = (Map<?, ?>) there(path.get(route.method().toLowerCase(Locale.ROOT)));
        Map<?, ?> responses = (Map<?, ?>) there(operation.get("responses"));
        Object response = responses.get(Integer.toString(status));
        if (response == null && status >= 400) {
            response = responses.get("default");
        }
        assertNotNull(response, () -> route + " does not say that it answers " + status);
        return (Map<?, ?>) response;
    }

    /// A frame of a stream.
    void conforms(String schema, Client.Frame frame) {
        conforms(schema, Map.of("$ref", "#/components/schemas/" + schema), frame.data());
    }

    /// What may be sent along with a request.
    void takes(String schema, String body) {
        conforms(schema, Map.of("$ref", "#/components/schemas/" + schema), body);
    }

    private void conforms(String what, @Nullable Object schema, String body) {
        var whole = new LinkedHashMap<String, @Nullable Object>();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.put("components", components);
        whole.put("allOf", List.of(there(schema)));
        Schema ready = registry.getSchema(text(whole), InputFormat.JSON);
        assertEquals(List.of(), told(ready, body), () -> what + ": " + body);
    }

    private static String text(Object value) {
        return new String(JsonText.of(value), StandardCharsets.UTF_8);
    }
}
