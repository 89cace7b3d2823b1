package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.BAD_DESCRIPTOR;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.text.PlainJson;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads the descriptor of an external plugin, YAML or JSON, with the place of each value.
final class ExternalYaml {
    static final List<String> NAMES = List.of("plugin.yaml", "plugin.json");

    private static final String ROOT = "plugin";
    private static final long MOST_BYTES = 1 << 20;
    private static final int DEEPEST = 20;

    private final String file;
    private final Map<String, Location> places = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private ExternalYaml(String file) {
        this.file = file;
    }

    /// The descriptor in a folder, or null where there is none.
    static @Nullable Path in(Path folder) {
        return NAMES.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    /// @throws PluginFailure all that is wrong with it, each with its place
    static ExternalDescriptor read(Path path) throws PluginFailure, IOException {
        var yaml = new ExternalYaml(PluginFiles.nameOf(path));
        if (Files.size(path) > MOST_BYTES) {
            throw new PluginFailure(BAD_DESCRIPTOR, yaml.file + " has more than 1 MiB");
        }
        ExternalDescriptor descriptor = yaml.bound(Files.readString(path));
        if (descriptor == null || !yaml.problems.isEmpty()) {
            throw new PluginFailure(
                    BAD_DESCRIPTOR,
                    yaml.problems.stream()
                            .sorted()
                            .map(Problem::toString)
                            .collect(Collectors.joining("; ")));
        }
        return descriptor;
    }

    private @Nullable ExternalDescriptor bound(String text) throws PluginFailure {
        Object all;
        try {
            var settings = LoadSettings.builder().setLabel(file).build();
            var events = new ParserImpl(settings, new StreamReader(settings, text));
            Node root = new Composer(settings, events).getSingleNode().orElse(null);
            all = root == null ? null : plain(root, ROOT, 0);
        } catch (MarkedYamlEngineException broken) {
            Location at = broken.getProblemMark().map(this::location).orElse(null);
            problems.add(Problem.at(at, null, String.valueOf(broken.getProblem())));
            return null;
        } catch (YamlEngineException broken) {
            problems.add(Problem.at(null, null, file + ": " + broken.getMessage()));
            return null;
        }
        if (!(all instanceof Map<?, ?> map)) {
            problems.add(Problem.at(null, null, file + " is no mapping"));
            return null;
        }
        var binder = new OptionBinder(ROOT, Path.of("/"), places::get, problems::add, _ -> {});
        if (!(binder.bind(ExternalDescriptor.class, map, file)
                instanceof ExternalDescriptor descriptor)) {
            return null;
        }
        for (int at = 0; at < descriptor.provides().size(); at++) {
            checkDefaults(descriptor.provides().get(at), ROOT + ".provides." + at + ".options");
        }
        return descriptor;
    }

    /// A default that is none would be told to somebody who has written nothing.
    private void checkDefaults(ExternalDescriptor.Provided provided, String key)
            throws PluginFailure {
        var binder =
                new OptionBinder(
                        key,
                        Path.of("/"),
                        path -> places.getOrDefault(path + ".default", places.get(path)),
                        problems::add,
                        _ -> {});
        binder.plain(
                provided.list().stream().filter(option -> option.fallback() != null).toList(),
                Map.of(),
                provided.kind());
    }

    private @Nullable Object plain(Node node, String path, int depth) {
        Location at = node.getStartMark().map(this::location).orElse(null);
        if (at != null) {
            places.putIfAbsent(path, at);
        }
        if (depth > DEEPEST) {
            problems.add(Problem.at(at, path, "this is too deep"));
            return null;
        }
        return switch (node) {
            case MappingNode mapping -> map(mapping, path, depth);
            case SequenceNode sequence -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (Node each : sequence.getValue()) {
                    list.add(plain(each, path + "." + list.size(), depth + 1));
                }
                yield list;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> null;
        };
    }

    private Map<String, Object> map(MappingNode mapping, String path, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String name =
                    entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "a mapping";
            Location at = entry.getKeyNode().getStartMark().map(this::location).orElse(null);
            String below = path + "." + name;
            if (map.containsKey(name)) {
                problems.add(Problem.at(at, below, "`" + name + "` is written twice"));
            }
            if (at != null && !(entry.getValueNode() instanceof ScalarNode)) {
                places.put(below, at);
            }
            Object value = plain(entry.getValueNode(), below, depth + 1);
            if (value != null) {
                map.put(name, value);
            }
        }
        return map;
    }

    private static @Nullable Object scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT) && text.matches("[-+]?[0-9]{1,18}")) {
            return Long.valueOf(text);
        }
        return tag.equals(Tag.FLOAT) && text.matches("[-+0-9.eE]+") ? asNumber(text) : text;
    }

    private static Object asNumber(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException none) {
            return text;
        }
    }

    /// A plain value as a manifest would say it.
    static String inWords(Object value) {
        if (!(value instanceof List<?>) && !(value instanceof Map<?, ?>)) {
            return value.toString();
        }
        var text = new StringWriter();
        try (JsonGenerator json = PlainJson.FACTORY.createGenerator(text)) {
            PlainJson.value(json, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written", impossible);
        }
        return text.toString();
    }

    private Location location(Mark mark) {
        return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
