package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The schemas of what is sent along where plugins have a say in it: a service, whose keys may be
/// kinds with options of their own, and a search for processes.
///
/// Plugins are loaded to be asked for their options. Where nothing is known of them, `components`
/// has what holds for every supervisor.
final class Bodies {
    private static final String DISCOVERY = "discovery provider";

    /// Who looks for processes where nobody is named.
    private static final String USUAL = "process";

    private final Supervisor supervisor;

    Bodies(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /// Puts them in the places of those that are the same everywhere.
    void into(Map<String, @Nullable Object> schemas) {
        Map<String, @Nullable Object> service =
                object(object(supervisor.schema().get("$defs")).get("service"));
        if (!service.isEmpty()) {
            schemas.put("ServiceKeys", keys(service));
            schemas.put("NewService", named());
        }
        List<Object> searches = searches();
        if (!searches.isEmpty()) {
            Map<String, @Nullable Object> request = object(schemas.get("DiscoverRequest"));
            request.put("anyOf", searches);
            schemas.put("DiscoverRequest", request);
        }
    }

    /// A service of a manifest, in which a name may stand, too.
    private static Map<String, @Nullable Object> keys(Map<String, @Nullable Object> service) {
        var properties = new LinkedHashMap<String, @Nullable Object>();
        properties.put("name", Map.of("type", "string"));
        properties.putAll(object(service.get("properties")));
        service.put(
                "description",
                "The keys of a service in the manifest, with the options of the plugins that are"
                        + " there.");
        service.put("properties", properties);
        return service;
    }

    private static Map<String, @Nullable Object> named() {
        var service = new LinkedHashMap<String, @Nullable Object>();
        service.put("description", "`name`, and the keys of a service in the manifest.");
        service.put("allOf", List.of(Map.of("$ref", "#/components/schemas/ServiceKeys")));
        service.put("required", List.of("name"));
        return service;
    }

    private List<Object> searches() {
        List<Object> searches = new ArrayList<>();
        for (PluginSnapshot plugin : supervisor.plugins()) {
            Map<String, Object> schema = supervisor.actorSchema(Actor.PLUGIN + plugin.id());
            Map<String, @Nullable Object> kinds =
                    object(schema == null ? null : schema.get("properties"));
            for (String kind : plugin.provides().getOrDefault(DISCOVERY, List.of())) {
                if (kinds.get(kind) instanceof Map<?, ?> options) {
                    searches.add(search(kind, ofDiscovery(options)));
                }
            }
        }
        return searches;
    }

    private static Map<String, @Nullable Object> search(String kind, Object options) {
        var search = new LinkedHashMap<String, @Nullable Object>();
        search.put("title", kind);
        search.put("properties", Map.of("provider", Map.of("const", kind), "options", options));
        if (!kind.equals(USUAL)) {
            search.put("required", List.of("provider"));
        }
        return search;
    }

    /// A kind that has several doors says what it takes at each.
    private static Object ofDiscovery(Map<?, ?> options) {
        if (options.get("anyOf") instanceof List<?> doors) {
            for (Object door : doors) {
                if (door instanceof Map<?, ?> one && DISCOVERY.equals(one.get("title"))) {
                    return one;
                }
            }
        }
        return options;
    }

    /// A copy that may be added to; empty where it is no object.
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> copy.put(String.valueOf(key), each));
        }
        return copy;
    }
}
