package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.client.StateDirectory;
import dev.reeve.supervisor.launcher.text.Format;
import dev.reeve.supervisor.launcher.up.Logging;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// `reeve schema [-f FILE]`
@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema of a manifest, for editors and validators.",
            "With the options of all plugins: the distribution's, and the manifest's own.",
            "Needs no supervisor, and no manifest."
        })
public final class Schema extends Verb {
    @Mixin ManifestFile manifest = new ManifestFile();

    public Schema(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        Logging.quiet(reeve.around().err());
        String home = System.getProperty("reeve.home");
        Map<String, Object> schema;
        try {
            schema =
                    House.schema(
                            chosen(),
                            home == null ? null : Path.of(home, "plugins"),
                            reeve.around().environment());
        } catch (IOException failure) {
            throw Failure.of(Failure.FAILED, "cannot load plugins: " + failure.getMessage());
        }
        if (reeve.format() == Format.TABLE) {
            reeve.around().out().println(Json.indented(schema));
        } else {
            reeve.answers().write(schema, () -> "");
        }
        return 0;
    }

    private @Nullable Path chosen() {
        Path directory = reeve.around().directory();
        return manifest.given == null
                ? StateDirectory.manifest(directory).orElse(null)
                : directory.resolve(manifest.given);
    }
}
