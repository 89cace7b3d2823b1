package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.client.Json;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Definitions of services that somebody has written into a file: a native manifest, or one
/// service with its `name`. YAML, of which JSON is a part.
///
/// What a definition means is the supervisor's to say; here it only becomes plain values, and a
/// mistake that the supervisor finds gets its place back.
///
/// @param items each with its `name`, those that others depend on first
/// @param leftOut keys of the manifest that are about more than its services
record DefinitionFile(
        List<Map<String, Object>> items, Set<String> leftOut, String file, Node root) {
    private static final LoadSettings SETTINGS =
            LoadSettings.builder()
                    .setSchema(new CoreSchema())
                    .setAllowRecursiveKeys(false)
                    .setMaxAliasesForCollections(50)
                    .build();

    /// Reads one.
    ///
    /// @param path where it is
    /// @param shown how its user calls it
    static DefinitionFile read(Path path, String shown) throws Failure {
        try {
            Node root =
                    composed(Files.readString(path)).orElseThrow(() -> wrong(shown + " is empty"));
            return of(shown, root);
        } catch (IOException failure) {
            throw wrong("cannot read " + shown + ": " + failure);
        } catch (MarkedYamlEngineException broken) {
            String place =
                    broken.getProblemMark()
                            .map(at -> ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                            .orElse("");
            throw wrong(shown + place + ": " + broken.getProblem());
        } catch (YamlEngineException broken) {
            throw wrong(shown + ": " + broken.getMessage());
        }
    }

    /// The place of a key inside one service, or of the nearest thing around it.
    ///
    /// @param key its dotted path, from the service or from the top; or null
    String place(String service, @Nullable String key) {
        String inside = key == null ? "" : key;
        String full = "services." + service;
        if (inside.equals(full) || inside.startsWith(full + ".")) {
            inside = inside.substring(full.length()).replaceFirst("^\\.", "");
        }
        var place = new Places(root);
        if (place.into("services")) {
            place.into(service);
        }
        for (String step : inside.split("[.\\[\\]]+", -1)) {
            if (!place.into(step)) {
                break;
            }
        }
        return file + ":" + place;
    }

    private static Optional<Node> composed(String text) {
        var parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
        return new Composer(SETTINGS, parser).getSingleNode();
    }

    private static DefinitionFile of(String file, Node root) throws Failure {
        Object value = new StandardConstructor(SETTINGS).constructSingleDocument(Optional.of(root));
        if (!(value instanceof Map<?, ?>)) {
            throw wrong(file + " holds no manifest and no service");
        }
        Map<String, Object> top = Json.object(value);
        if (top.get("services") instanceof Map<?, ?> services) {
            var leftOut = new TreeSet<>(top.keySet());
            leftOut.removeIf(key -> key.equals("services") || key.startsWith("x-"));
            return new DefinitionFile(inOrder(named(file, services)), leftOut, file, root);
        }
        if (!(top.get("name") instanceof String)) {
            throw wrong(file + " holds neither `services:` nor one service with its `name:`");
        }
        return new DefinitionFile(List.of(top), Set.of(), file, root);
    }

    private static List<Map<String, Object>> named(String file, Map<?, ?> services) throws Failure {
        var items = new ArrayList<Map<String, Object>>();
        for (Map.Entry<?, ?> entry : services.entrySet()) {
            if (!(entry.getValue() instanceof Map<?, ?>)) {
                throw wrong(file + ": `services." + entry.getKey() + "` is no service");
            }
            var item = new LinkedHashMap<String, Object>();
            item.put("name", String.valueOf(entry.getKey()));
            item.putAll(Json.object(entry.getValue()));
            items.add(item);
        }
        return items;
    }

    /// Those that wait for others come after them; a circle is left for the supervisor to name.
    private static List<Map<String, Object>> inOrder(List<Map<String, Object>> items) {
        var left = new ArrayList<>(items);
        var ordered = new ArrayList<Map<String, Object>>();
        while (!left.isEmpty()) {
            Set<Object> names = new TreeSet<>();
            left.forEach(item -> names.add(String.valueOf(item.get("name"))));
            Map<String, Object> next =
                    left.stream()
                            .filter(item -> needs(item).stream().noneMatch(names::contains))
                            .findFirst()
                            .orElse(left.getFirst());
            ordered.add(next);
            left.remove(next);
        }
        return ordered;
    }

    private static List<String> needs(Map<String, Object> item) {
        return switch (item.get("depends_on")) {
            case List<?> names -> names.stream().map(String::valueOf).toList();
            case Map<?, ?> names -> names.keySet().stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    private static Failure wrong(String text) {
        return Failure.of(Failure.WRONG_USE, text);
    }
}
