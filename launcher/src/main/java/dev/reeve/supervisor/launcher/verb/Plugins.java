package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.PluginText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `reeve plugins list`, `info ID`, `verify FILE`, `enable ID`, `disable ID`, `reload [ID]`
@Command(
        name = "plugins",
        description = {
            "Shows plugins, tries them, and changes which are in use.",
            "list: all that were found, and what they offer.",
            "info ID: one of them, with what its kinds take.",
            "verify FILE: tries a plugin that need not be installed, in a layer that is thrown"
                    + " away.",
            "enable ID: uses a plugin again. disable ID: no more, until it is enabled.",
            "reload [ID]: looks at the folders again. With ID, loads that one anew.",
            "list and info: of the running supervisor; of the manifest with -f, or where none"
                    + " answers."
        })
public final class Plugins extends Verb {
    @Mixin ManifestFile manifest = new ManifestFile();

    @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    What what = What.LIST;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PLUGIN",
            description = "which one: its id, or for verify its file")
    String plugin = "";

    private boolean asked;

    public Plugins(Reeve reeve) {
        super(reeve);
    }

    /// What is to be done.
    enum What {
        LIST,
        INFO,
        VERIFY,
        ENABLE,
        DISABLE,
        RELOAD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Failure {
        boolean one = what != What.LIST && what != What.RELOAD;
        if (plugin.isEmpty() ? one : what == What.LIST) {
            throw wrongUse(
                    one
                            ? "say which plugin: `plugins %s %s`"
                                    .formatted(what, what == What.VERIFY ? "FILE" : "ID")
                            : "`plugins list` takes no plugin: `plugins info " + plugin + "`");
        }
        return switch (what) {
            case LIST -> list();
            case INFO -> info();
            case VERIFY -> new Verification(reeve, manifest).of(plugin);
            case ENABLE, DISABLE -> changed("/v1/plugins/" + Client.escaped(plugin) + "/" + what);
            case RELOAD ->
                    changed(
                            plugin.isEmpty()
                                    ? "/v1/plugins/reload"
                                    : "/v1/plugins/" + Client.escaped(plugin) + "/reload");
        };
    }

    private int list() throws Failure {
        Map<String, Object> all = source().either(this::asked, PluginObjects::list);
        List<Map<String, Object>> plugins = Json.objects(all.get("items"));
        reeve.answers().write(all, () -> asked ? text().counted(plugins) : text().table(plugins));
        return 0;
    }

    private int info() throws Failure {
        Map<String, Object> found =
                source().either(
                                client -> client.get("/v1/plugins/" + Client.escaped(plugin)),
                                prepared -> PluginObjects.one(prepared, plugin));
        if (found.isEmpty()) {
            throw Failure.of(Failure.UNKNOWN, "no plugin is called `" + plugin + "`");
        }
        reeve.answers().write(found, () -> text().info(found));
        return 0;
    }

    private int changed(String path) throws Failure {
        Map<String, Object> answer = reeve.client(null).post(path, Map.of());
        boolean success = Boolean.TRUE.equals(answer.get("success"));
        reeve.answers().write(answer, () -> PluginText.changes(answer));
        Object error = answer.get("error");
        if (!success && error != null) {
            reeve.around().err().println("reeve: " + error);
        }
        return success ? 0 : Failure.FAILED;
    }

    private Source source() {
        return new Source(reeve, manifest);
    }

    private PluginText text() {
        return new PluginText(reeve.answers().paint(), reeve.around().terminal().columns().get());
    }

    private Map<String, Object> asked(Client client) throws Failure {
        List<Map<String, Object>> items = client.list("/v1/plugins");
        asked = true;
        return Json.list(items, items.size());
    }
}
