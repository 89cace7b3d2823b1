package dev.reeve.supervisor.core.manifest;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A mapping that is being read key by key. Its unknown keys have been told; each question gives
/// the value, or the fallback where none is written or it is wrong.
final class Block {
    private final Value value;
    private final Words words;
    private final Map<String, Value> values = new LinkedHashMap<>();

    private Block(Value value, Words words) {
        this.value = value;
        this.words = words;
    }

    static Block of(Value value, Node.Entries entries, String what, Words words) {
        var block = new Block(value, words);
        for (Node.Entry entry : entries.entries()) {
            if (!entry.ignored()) {
                block.take(entry, what);
            }
        }
        return block;
    }

    private void take(Node.Entry entry, String what) {
        String path = Places.path(value.path(), entry.key());
        Reading reading = value.reading();
        reading.place(path, entry.place());
        var taken =
                new Value(reading, path, Shown.quoted(entry.key()), entry.place(), entry.value());
        if (words.open() || words.known().contains(entry.key())) {
            values.put(entry.key(), taken);
        } else {
            reading.problems()
                    .unknown(entry.place(), path, what + " has no key", entry.key(), words.known());
        }
    }

    /// The keys it may have.
    Words words() {
        return words;
    }

    /// The mapping itself.
    Value value() {
        return value;
    }

    /// The value of a key, or null where it is not written.
    @Nullable Value get(String key) {
        return values.get(key);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /// The values of all keys.
    List<Value> all() {
        return List.copyOf(values.values());
    }

    /// The keys beside those that are known, with their values.
    Map<String, Value> others() {
        Map<String, Value> others = new LinkedHashMap<>(values);
        words.known().forEach(others::remove);
        return others;
    }

    /// What a question gives for the value of a key, or the fallback.
    <T> T ask(String key, Function<Value, @Nullable T> question, T fallback) {
        Value written = values.get(key);
        if (written == null) {
            return fallback;
        }
        T answer = question.apply(written);
        return answer == null ? fallback : answer;
    }

    /// The same where there is no fallback.
    <T> @Nullable T maybe(String key, Function<Value, @Nullable T> question) {
        Value written = values.get(key);
        return written == null ? null : question.apply(written);
    }

    /// A span that is longer than 0.
    Duration span(String key, Duration fallback) {
        return ask(key, written -> written.duration(Duration.ZERO, true), fallback);
    }

    boolean flag(String key, boolean fallback) {
        return ask(key, Value::flag, fallback);
    }

    int whole(String key, int min, int max, int fallback) {
        return ask(key, written -> written.whole(min, max), (long) fallback).intValue();
    }

    Path file(String key, Path fallback) {
        return ask(key, Value::file, fallback);
    }

    /// Files; relative ones begin where all do.
    List<Path> files(String key) {
        List<Path> files = new ArrayList<>();
        Value written = get(key);
        if (written != null) {
            for (Value item : written.oneOrMore()) {
                Path file = item.file();
                if (file != null) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    <E extends Enum<E>> E word(String key, E fallback) {
        return ask(key, written -> written.word(fallback.getDeclaringClass()), fallback);
    }

    /// The texts of a list, or of the one text that stands in its place; bad ones are left out.
    List<String> texts(String key) {
        Value written = values.get(key);
        List<String> texts = new ArrayList<>();
        if (written != null) {
            for (Value item : written.oneOrMore()) {
                String text = item.filled();
                if (text != null) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }
}
