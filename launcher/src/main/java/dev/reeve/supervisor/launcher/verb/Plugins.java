package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.api.control.PluginFigures;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Fields;
import dev.reeve.supervisor.launcher.text.Table;
import dev.reeve.supervisor.launcher.text.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `reeve plugins list`, `reeve plugins info ID`
@Command(
        name = "plugins",
        description = {
            "Shows the plugins that were found.",
            "Of the running supervisor; of the manifest with -f, or where none answers."
        })
public final class Plugins extends Verb {
    @Mixin ManifestFile manifest = new ManifestFile();

    @Parameters(index = "0", paramLabel = "list|info", description = "all, or one")
    String what = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "which one")
    String id = "";

    public Plugins(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        boolean one = what.equals("info");
        if ((!one && !what.equals("list")) || one == id.isEmpty()) {
            throw wrongUse("say `plugins list` or `plugins info ID`");
        }
        Map<String, Object> all =
                new Source(reeve, manifest).either(Plugins::asked, Plugins::found);
        List<Map<String, Object>> plugins = Json.objects(all.get("items"));
        if (one) {
            Map<String, Object> plugin = named(plugins);
            reeve.answers().write(plugin, () -> Fields.lines(plugin));
        } else {
            reeve.answers().write(all, () -> table(plugins));
        }
        return 0;
    }

    private Map<String, Object> named(List<Map<String, Object>> plugins) throws Failure {
        for (Map<String, Object> plugin : plugins) {
            if (id.equals(plugin.get("id"))) {
                return plugin;
            }
        }
        String known =
                plugins.stream()
                        .map(plugin -> Words.of(plugin.get("id")))
                        .collect(Collectors.joining(", "));
        throw Failure.of(
                Failure.FAILED, "no plugin is called `" + id + "` (there are: " + known + ")");
    }

    private String table(List<Map<String, Object>> plugins) {
        var table =
                new Table(
                        reeve.answers().paint(),
                        reeve.around().terminal().columns().get(),
                        2,
                        "ID",
                        "VERSION",
                        "STATE",
                        "PROVIDES");
        for (Map<String, Object> plugin : plugins) {
            Object error = plugin.get("error");
            table.row(
                    Words.of(plugin.get("id")),
                    Words.of(plugin.get("version")),
                    Words.of(plugin.get("state")),
                    error == null ? provides(plugin) : Words.of(error));
        }
        return table.toString();
    }

    private static String provides(Map<String, Object> plugin) {
        return Json.object(plugin.get("provides")).entrySet().stream()
                .map(door -> door.getKey() + ": " + names(door.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String names(Object value) {
        return value instanceof List<?> names
                ? names.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    private static Map<String, Object> asked(Client client) throws Failure {
        List<Map<String, Object>> items = client.list("/v1/plugins");
        return Json.list(items, items.size());
    }

    /// The same object as the API's, from a plan.
    private static Map<String, Object> found(House.Prepared prepared) {
        List<Map<String, Object>> items = prepared.plugins().stream().map(Plugins::object).toList();
        return Json.list(items, items.size());
    }

    private static Map<String, Object> object(PluginSnapshot plugin) {
        var object = new LinkedHashMap<String, Object>();
        object.put("id", plugin.id());
        object.put("version", plugin.version());
        object.put("provider", plugin.provider());
        object.put("license", plugin.license());
        object.put("state", plugin.state());
        object.put("error", plugin.error());
        object.put("provides", plugin.provides());
        object.put("path", plugin.path());
        object.put("calls", calls(plugin.figures().calls()));
        object.put("layers", layers(plugin.figures().layers()));
        return object;
    }

    private static Map<String, Object> calls(PluginFigures.Calls calls) {
        var object = new LinkedHashMap<String, Object>();
        object.put("made", calls.made());
        object.put("failed", calls.failed());
        object.put("overran", calls.overran());
        object.put("refused", calls.refused());
        object.put("running", calls.running());
        object.put("faults", calls.faults());
        object.put("longest_ms", calls.longest().toMillis());
        object.put("cut_off", calls.cutOff());
        return object;
    }

    private static Map<String, Object> layers(PluginFigures.Layers layers) {
        var object = new LinkedHashMap<String, Object>();
        object.put("unloaded", layers.unloaded());
        object.put("collected", layers.collected());
        object.put("left", layers.left());
        return object;
    }
}
