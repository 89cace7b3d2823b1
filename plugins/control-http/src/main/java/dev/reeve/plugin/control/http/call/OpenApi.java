package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.json.JsonBody;
import dev.reeve.supervisor.api.control.Supervisor;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// All that can be asked, as OpenAPI 3.1 has it: made from the routes and what is said of them,
/// with the schemas of `components.json` and what plugins make of some of them.
///
/// All fields of an answer are always there, so a schema that does not say which are needs all.
final class OpenApi {
    private static final String COMPONENTS = "components.json";
    private static final Object NOTHING = Map.of();

    private OpenApi() {}

    /// @param supervisor whose version, and whose plugins, it is about
    static Map<String, @Nullable Object> document(Supervisor supervisor) {
        var paths = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        for (Route route : Route.values()) {
            paths.computeIfAbsent(route.path(), _ -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        return ordered(
                "openapi",
                "3.1.0",
                "info",
                ordered("title", "Reeve's control API", "version", version(supervisor)),
                "jsonSchemaDialect",
                "https://spec.openapis.org/oas/3.1/dialect/base",
                "paths",
                paths,
                "components",
                components(new Bodies(supervisor)));
    }

    private static Map<String, @Nullable Object> operation(Route route) {
        Described described = Catalog.of(route);
        Map<String, @Nullable Object> operation =
                ordered(
                        "operationId", route.name().toLowerCase(Locale.ROOT),
                        "summary", described.summary(),
                        "x-role", route.role().word());
        var parameters = new ArrayList<@Nullable Object>();
        route.named().forEach(name -> parameters.add(inPath(name)));
        described.parameters().forEach(name -> parameters.add(reference("parameters", name)));
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (described.body() != null) {
            operation.put(
                    "requestBody",
                    ordered("content", content(Map.of(Described.JSON, described.body()))));
        }
        operation.put("responses", responses(described));
        if (route.role() != Role.NONE) {
            operation.put("security", List.of(Map.of("token", List.of()), NOTHING));
        }
        return operation;
    }

    private static Map<String, @Nullable Object> inPath(String name) {
        return ordered(
                "name", name, "in", "path", "required", true, "schema", Map.of("type", "string"));
    }

    private static Map<String, @Nullable Object> responses(Described described) {
        var responses = new LinkedHashMap<String, @Nullable Object>();
        described
                .answers()
                .forEach(
                        (status, types) -> {
                            Map<String, @Nullable Object> response =
                                    ordered("description", Refusal.title(status));
                            if (!types.isEmpty()) {
                                response.put("content", content(types));
                            }
                            responses.put(status.toString(), response);
                        });
        responses.put(
                "default",
                ordered(
                        "description",
                        "What was wrong",
                        "content",
                        content(Map.of("application/problem+json", "Problem"))));
        return responses;
    }

    private static Map<String, @Nullable Object> content(Map<String, String> types) {
        var content = new LinkedHashMap<String, @Nullable Object>();
        types.forEach((type, schema) -> content.put(type, ordered("schema", schema(schema))));
        return content;
    }

    private static Map<String, @Nullable Object> schema(String name) {
        if (name.isEmpty()) {
            return ordered("type", "string");
        }
        if (!name.startsWith(Described.PAGE)) {
            return reference("schemas", name);
        }
        Object items = reference("schemas", name.substring(Described.PAGE.length()));
        return ordered(
                "type", "object",
                "properties",
                        ordered(
                                "items", ordered("type", "array", "items", items),
                                "total", ordered("type", "integer")),
                "required", List.of("items", "total"));
    }

    private static Map<String, @Nullable Object> reference(String kind, String name) {
        return ordered("$ref", "#/components/" + kind + "/" + name);
    }

    private static String version(Supervisor supervisor) {
        return supervisor.status().version();
    }

    @SuppressWarnings("unchecked") // what JsonBody makes is this
    private static Map<String, @Nullable Object> components(Bodies bodies) {
        try (InputStream file = OpenApi.class.getResourceAsStream(COMPONENTS)) {
            if (file == null) {
                throw new IllegalStateException(COMPONENTS + " is not in this plugin");
            }
            Map<String, @Nullable Object> components = JsonBody.object(file.readAllBytes());
            if (components.get("schemas") instanceof Map<?, ?> schemas) {
                schemas.values().forEach(OpenApi::needAll);
                bodies.into((Map<String, @Nullable Object>) schemas);
            }
            return components;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(COMPONENTS, unreadable);
        } catch (JsonBody.NotJson ours) {
            throw new IllegalStateException(COMPONENTS, ours);
        }
    }

    @SuppressWarnings("unchecked") // what JsonBody makes is this
    private static void needAll(@Nullable Object schema) {
        if (schema instanceof Map<?, ?> map
                && map.get("properties") instanceof Map<?, ?> properties
                && !map.containsKey("required")) {
            ((Map<String, @Nullable Object>) map).put("required", List.copyOf(properties.keySet()));
        }
    }

    /// Names and values in turn.
    private static Map<String, @Nullable Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
