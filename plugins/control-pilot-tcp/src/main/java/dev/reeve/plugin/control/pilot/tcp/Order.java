package dev.reeve.plugin.control.pilot.tcp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a client asks for: `{"action": "restart", "processes": ["web"]}`.
///
/// @param token what it shows, or null
/// @param problem what is wrong with it, or null
record Order(
        @Nullable String action,
        List<String> processes,
        @Nullable String token,
        @Nullable String problem) {
    Order {
        processes = List.copyOf(processes);
    }

    /// Reads one object whose start was read, to its end.
    ///
    /// @throws IOException if it is no JSON, and so nothing after it makes sense
    static Order read(JsonParser json) throws IOException {
        String action = null;
        String token = null;
        String problem = null;
        List<String> processes = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "action" -> action = text(json, value);
                case "token" -> token = text(json, value);
                case "processes" -> {
                    if (!names(json, value, processes)) {
                        problem = "`processes` must be a list of names";
                    }
                }
                default -> {
                    problem =
                            "no key is called `" + key + "` (there are: action, processes, token)";
                    json.skipChildren();
                }
            }
        }
        return new Order(action, processes, token, problem);
    }

    private static @Nullable String text(JsonParser json, JsonToken value) throws IOException {
        json.skipChildren();
        return value == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    /// @return whether all of them are names
    private static boolean names(JsonParser json, JsonToken value, List<String> names)
            throws IOException {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return false;
        }
        boolean good = true;
        for (JsonToken item = json.nextToken();
                item != JsonToken.END_ARRAY;
                item = json.nextToken()) {
            if (item == JsonToken.VALUE_STRING) {
                names.add(json.getText());
            } else {
                json.skipChildren();
                good = false;
            }
        }
        return good;
    }
}
