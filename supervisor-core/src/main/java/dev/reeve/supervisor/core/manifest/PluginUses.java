package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.StatsUse;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads where plugins are used. Nobody here knows which kinds there are, or what their options
/// mean: that is judged while planning, by the places that are kept.
final class PluginUses {
    static final Duration STATS_INTERVAL = Duration.ofSeconds(5);
    private static final Duration LEAST_INTERVAL = Duration.ofMillis(100);
    private static final Words KIND = Words.of().andOthers();
    private static final Words KIND_AND_INTERVAL = Words.of("interval").andOthers();

    /// Stands for a use whose mistake has been told; keeps the numbers of the others right.
    static final PluginUse WRONG = PluginUse.of("");

    private PluginUses() {}

    /// A list of `KIND` or `{KIND: {…options…}}`.
    ///
    /// @param word what people call such a plugin
    static List<PluginUse> list(@Nullable Value written, String word) {
        List<PluginUse> uses = new ArrayList<>();
        if (written != null) {
            for (Value item : written.items()) {
                uses.add(use(item, item.isScalar() ? null : item.block("a use", KIND), word));
            }
        }
        return List.copyOf(uses);
    }

    /// The same, with an interval beside the kind.
    static List<StatsUse> stats(@Nullable Value written, Duration fallback) {
        List<StatsUse> uses = new ArrayList<>();
        if (written != null) {
            for (Value item : written.items()) {
                Block block = item.isScalar() ? null : item.block("a use", KIND_AND_INTERVAL);
                Duration interval = fallback;
                if (block != null) {
                    interval =
                            block.ask(
                                    "interval",
                                    value -> value.duration(LEAST_INTERVAL, true),
                                    fallback);
                }
                uses.add(new StatsUse(use(item, block, "stats handler"), interval));
            }
        }
        return List.copyOf(uses);
    }

    /// The one use that a mapping holds beside its own keys, or null.
    static @Nullable PluginUse one(Block block, String word) {
        Map<String, Value> others = block.others();
        List<String> kinds = new ArrayList<>();
        others.forEach(
                (key, value) -> {
                    if (value.isEntries() || value.isNothing()) {
                        kinds.add(key);
                    }
                });
        if (others.size() == 1) {
            kinds.clear();
            kinds.addAll(others.keySet());
        }
        if (kinds.size() == 1) {
            for (Map.Entry<String, Value> other : others.entrySet()) {
                if (!other.getKey().equals(kinds.getFirst())) {
                    stray(block, other.getKey(), other.getValue());
                }
            }
            return options(kinds.getFirst(), others.get(kinds.getFirst()));
        }
        block.value()
                .wrong(
                        kinds.isEmpty()
                                ? "must name a " + word
                                : "names several, but only one is possible: "
                                        + String.join(
                                                ", ", kinds.stream().map(Shown::quoted).toList()));
        return null;
    }

    /// Options as plain values.
    static Map<String, Object> options(Value written) {
        Object plain = written.isNothing() ? Map.of() : plain(written);
        Map<String, Object> options = new LinkedHashMap<>();
        if (plain instanceof Map<?, ?> map) {
            map.forEach((key, value) -> options.put(String.valueOf(key), value));
        }
        return options;
    }

    private static PluginUse use(Value item, @Nullable Block block, String word) {
        if (block != null) {
            PluginUse one = one(block, word);
            return one == null ? WRONG : one;
        }
        String kind = item.isScalar() ? item.filled() : null;
        return kind == null ? WRONG : PluginUse.of(kind);
    }

    private static @Nullable PluginUse options(String kind, @Nullable Value written) {
        if (written == null || (!written.isEntries() && !written.isNothing())) {
            if (written != null) {
                written.mustBe("a mapping of options");
            }
            return null;
        }
        return new PluginUse(kind, options(written));
    }

    private static void stray(Block block, String key, Value value) {
        block.value()
                .reading()
                .problems()
                .unknown(
                        value.place(),
                        value.path(),
                        block.value().label() + " has no key",
                        key,
                        block.words().known());
    }

    /// Text, `Long`, `Double`, `Boolean`, list or map; null where there is a mistake.
    private static @Nullable Object plain(Value value) {
        return switch (value.node()) {
            case Node.Scalar scalar ->
                    switch (scalar.type()) {
                        case TEXT -> value.text();
                        case INTEGER -> value.whole(Long.MIN_VALUE, Long.MAX_VALUE);
                        case DECIMAL -> value.decimal(-Double.MAX_VALUE, Double.MAX_VALUE);
                        case BOOLEAN -> value.flag();
                        case NOTHING -> {
                            value.wrong("has no value");
                            yield null;
                        }
                        case UNKNOWN -> null;
                    };
            case Node.Items _ -> list(value.items());
            case Node.Entries _ -> map(value);
        };
    }

    private static List<Object> list(List<Value> items) {
        List<Object> all = new ArrayList<>();
        for (Value item : items) {
            Object plain = plain(item);
            if (plain != null) {
                all.add(plain);
            }
        }
        return List.copyOf(all);
    }

    private static Map<String, Object> map(Value value) {
        Map<String, Object> all = new LinkedHashMap<>();
        Block block = value.block("options", KIND);
        if (block != null) {
            block.others()
                    .forEach(
                            (key, option) -> {
                                Object plain = plain(option);
                                if (plain != null) {
                                    all.put(key, plain);
                                }
                            });
        }
        return Collections.unmodifiableMap(all);
    }
}
