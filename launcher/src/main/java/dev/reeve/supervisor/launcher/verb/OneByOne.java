package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.client.Client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// For what the API does to one service at a time: the answers together look like the answer to a
/// request for several.
final class OneByOne {
    private OneByOne() {}

    static Map<String, Object> ask(
            Client client, List<String> names, String verb, Map<String, Object> body)
            throws Failure {
        var results = new ArrayList<Map<String, Object>>();
        for (String name : names) {
            var result = new LinkedHashMap<String, Object>();
            result.put("name", name);
            String path = "/v1/services/" + Client.escaped(name) + "/" + verb;
            try {
                result.putAll(client.post(path, body));
            } catch (Failure failure) {
                if (failure.code() != Failure.FAILED) {
                    throw failure;
                }
                result.put("error", failure.text());
            }
            results.add(result);
        }
        return Map.of("results", results);
    }
}
