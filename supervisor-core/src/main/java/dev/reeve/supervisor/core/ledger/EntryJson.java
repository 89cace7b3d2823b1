package dev.reeve.supervisor.core.ledger;

import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.core.text.PlainJson;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Entries as the body of a record.
final class EntryJson {
    private EntryJson() {}

    static byte[] write(Entry entry) {
        var map = new LinkedHashMap<String, Object>();
        switch (entry) {
            case Entry.Opened(var instance, int life, var bootId) -> {
                map.put("entry", "opened");
                map.put("instance", instance);
                map.put("life", life);
                map.put("boot", bootId);
            }
            case Entry.Begins(var key, int run, var definition, var bootId) -> {
                run(map, "begins", key, run);
                map.put("definition", definition);
                map.put("boot", bootId);
            }
            case Entry.Spawned(var key, int run, var bootId, long pid, long startTime, var at) -> {
                run(map, "spawned", key, run);
                map.put("boot", bootId);
                map.put("pid", pid);
                map.put("start", startTime);
                map.put("at", at.toString());
            }
            case Entry.Ready(var key, int run, int restarts, int attempts) -> {
                run(map, "ready", key, run);
                map.put("restarts", restarts);
                map.put("attempts", attempts);
            }
            case Entry.Over(var key, int run) -> run(map, "over", key, run);
            case Entry.Wanted(var key, var what) -> {
                service(map, "wanted", key);
                map.put("desired", what.name());
            }
            case Entry.Unwanted(var key) -> service(map, "unwanted", key);
            case Entry.Defined(var key, var definition) -> {
                service(map, "defined", key.toString());
                map.put("definition", definition);
            }
            case Entry.Forgotten(var key) -> service(map, "forgotten", key.toString());
        }
        return PlainJson.write(map);
    }

    /// @throws IOException where it is no entry that this version knows
    static Entry read(byte[] buffer, int from, int length) throws IOException {
        try {
            return new Fields(PlainJson.read(buffer, from, length)).entry();
        } catch (RuntimeException strange) {
            throw new IOException(strange.getMessage(), strange);
        }
    }

    private static void service(Map<String, Object> map, String entry, String key) {
        map.put("entry", entry);
        map.put("service", key);
    }

    private static void run(Map<String, Object> map, String entry, ServiceKey key, int run) {
        service(map, entry, key.toString());
        map.put("run", run);
    }

    private record Fields(Map<String, Object> map) {
        Entry entry() {
            return switch (text("entry")) {
                case "opened" -> new Entry.Opened(text("instance"), count("life"), text("boot"));
                case "begins" ->
                        new Entry.Begins(key(), count("run"), text("definition"), text("boot"));
                case "spawned" ->
                        new Entry.Spawned(
                                key(),
                                count("run"),
                                text("boot"),
                                number("pid"),
                                number("start"),
                                Instant.parse(text("at")));
                case "ready" ->
                        new Entry.Ready(key(), count("run"), count("restarts"), count("attempts"));
                case "over" -> new Entry.Over(key(), count("run"));
                case "wanted" ->
                        new Entry.Wanted(text("service"), Desired.valueOf(text("desired")));
                case "unwanted" -> new Entry.Unwanted(text("service"));
                case "defined" -> new Entry.Defined(key(), definition());
                case "forgotten" -> new Entry.Forgotten(key());
                default -> throw new IllegalArgumentException("an entry of an unknown kind");
            };
        }

        private ServiceKey key() {
            String[] parts = text("service").split(":", 3);
            return new ServiceKey(parts[0], parts[1], parts[2]);
        }

        @SuppressWarnings("unchecked") // What JSON calls a map has texts as keys.
        private Map<String, Object> definition() {
            return (Map<String, Object>) field("definition");
        }

        private int count(String field) {
            return Math.toIntExact(number(field));
        }

        private long number(String field) {
            return ((Number) field(field)).longValue();
        }

        private String text(String field) {
            return (String) field(field);
        }

        private Object field(String field) {
            Object value = map.get(field);
            if (value == null) {
                throw new IllegalArgumentException("an entry without `" + field + "`");
            }
            return value;
        }
    }
}
