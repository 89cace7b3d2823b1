package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the tree of a YAML 1.2 text, event by event, so that limits hold before anything grows.
///
/// What spoils the text ends the reading; what does not (a duplicate key, a tag) is told, and
/// reading goes on.
final class YamlTree {
    /// How deep lists and mappings may stand in each other, aliases included.
    static final int DEEPEST = 32;

    private static final int MOST_ALIASES = 50;
    private static final int MOST_ALIASED_NODES = 100_000;

    private final String file;
    private final Problems problems;
    private final Iterator<Event> events;
    private final Map<String, Optional<Node>> anchors = new HashMap<>();
    private int aliases;
    private long aliasedNodes;

    private YamlTree(String file, Problems problems, Iterator<Event> events) {
        this.file = file;
        this.problems = problems;
        this.events = events;
    }

    /// The tree, or null where the text is empty or cannot be read; in the second case the problem
    /// is told.
    static @Nullable Node of(String file, String text, Problems problems) throws UnreadableText {
        SourceText.checkLines(file, text);
        try {
            var settings = LoadSettings.builder().build();
            var events = new ParserImpl(settings, new StreamReader(settings, text));
            return new YamlTree(file, problems, events).document();
        } catch (MarkedYamlEngineException broken) {
            String context = broken.getContext() == null ? "" : broken.getContext() + ": ";
            Location place = location(file, broken.getProblemMark().or(broken::getContextMark));
            throw new UnreadableText(
                    place, "this is not YAML: " + Shown.line(context + broken.getProblem()));
        } catch (YamlEngineException broken) {
            throw new UnreadableText(
                    new Location(file, 1, 1),
                    "this is not YAML: " + Shown.line(String.valueOf(broken.getMessage())));
        }
    }

    private @Nullable Node document() throws UnreadableText {
        Node root = null;
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw new UnreadableText(
                        place(event), "a second document begins here; a manifest is one");
            }
            if (event instanceof NodeEvent start) {
                root = node(start, 1);
            }
        }
        return root;
    }

    private Node node(NodeEvent event, int depth) throws UnreadableText {
        if (event instanceof AliasEvent alias) {
            return aliased(alias, depth);
        }
        String anchor = event.getAnchor().map(Object::toString).orElse(null);
        if (anchor != null) {
            anchors.put(anchor, Optional.empty());
        }
        Node node =
                switch (event) {
                    case ScalarEvent scalar -> scalar(scalar);
                    case SequenceStartEvent list -> items(list, depth);
                    case MappingStartEvent mapping -> entries(mapping, depth);
                    default -> throw new IllegalStateException("not a node: " + event);
                };
        if (anchor != null) {
            anchors.put(anchor, Optional.of(node));
        }
        return node;
    }

    private Node aliased(AliasEvent event, int depth) throws UnreadableText {
        String name = event.getAlias().toString();
        Location place = place(event);
        Optional<Node> anchored = anchors.get(name);
        if (anchored == null) {
            throw new UnreadableText(place, "no anchor above is called " + Shown.quoted(name));
        }
        Node node =
                anchored.orElseThrow(
                        () ->
                                new UnreadableText(
                                        place,
                                        "the alias %s stands inside of what it means"
                                                .formatted(Shown.quoted("*" + name))));
        aliasedNodes += size(node);
        if (++aliases > MOST_ALIASES || aliasedNodes > MOST_ALIASED_NODES) {
            throw new UnreadableText(
                    place,
                    "too many aliases: at most %d, which stand for at most %d values"
                            .formatted(MOST_ALIASES, MOST_ALIASED_NODES));
        }
        if (depth + height(node) - 1 > DEEPEST) {
            throw tooDeep(place);
        }
        return node;
    }

    private Node scalar(ScalarEvent event) {
        refuseTag(event, event.getTag());
        var type = event.isPlain() ? CoreSchema.type(event.getValue()) : Node.Type.TEXT;
        type = event.getTag().isPresent() ? Node.Type.UNKNOWN : type;
        return new Node.Scalar(place(event), event.getValue(), type);
    }

    private Node items(CollectionStartEvent start, int depth) throws UnreadableText {
        open(start, depth);
        List<Node> items = new ArrayList<>();
        while (events.next() instanceof NodeEvent event) {
            items.add(node(event, depth + 1));
        }
        return new Node.Items(place(start), items);
    }

    private Node entries(CollectionStartEvent start, int depth) throws UnreadableText {
        open(start, depth);
        var mapping = new MappingBuilder(place(start), problems);
        while (events.next() instanceof NodeEvent key) {
            Node written = node(key, depth + 1);
            Node value = node((NodeEvent) events.next(), depth + 1);
            if (!(key instanceof ScalarEvent scalar) || !(written instanceof Node.Scalar text)) {
                problems.at(place(key), "", "a key must be a plain text");
            } else if (scalar.isPlain() && text.text().equals("<<")) {
                mapping.merge(written.place(), value);
            } else {
                mapping.add(new Node.Entry(written.place(), text.text(), value));
            }
        }
        return mapping.build();
    }

    private void open(CollectionStartEvent start, int depth) throws UnreadableText {
        refuseTag(start, start.getTag());
        if (depth > DEEPEST) {
            throw tooDeep(place(start));
        }
    }

    private void refuseTag(Event event, Optional<String> tag) {
        tag.ifPresent(
                name ->
                        problems.at(
                                place(event),
                                "",
                                "a manifest has no tags: " + Shown.quoted(shortTag(name))));
    }

    private static String shortTag(String tag) {
        String core = "tag:yaml.org,2002:";
        return tag.startsWith(core) ? "!!" + tag.substring(core.length()) : tag;
    }

    static UnreadableText tooDeep(Location place) {
        return new UnreadableText(place, "nested too deeply: at most " + DEEPEST + " levels");
    }

    private static long size(Node node) {
        return switch (node) {
            case Node.Scalar _ -> 1;
            case Node.Items list -> 1 + list.items().stream().mapToLong(YamlTree::size).sum();
            case Node.Entries mapping ->
                    1 + mapping.entries().stream().mapToLong(entry -> size(entry.value())).sum();
        };
    }

    /// Levels of lists and mappings.
    private static int height(Node node) {
        return switch (node) {
            case Node.Scalar _ -> 0;
            case Node.Items list ->
                    1 + list.items().stream().mapToInt(YamlTree::height).max().orElse(0);
            case Node.Entries mapping ->
                    1
                            + mapping.entries().stream()
                                    .mapToInt(entry -> height(entry.value()))
                                    .max()
                                    .orElse(0);
        };
    }

    private Location place(Event event) {
        return location(file, event.getStartMark());
    }

    private static Location location(String file, Optional<Mark> mark) {
        return mark.map(at -> new Location(file, at.getLine() + 1, at.getColumn() + 1))
                .orElse(new Location(file, 1, 1));
    }
}
