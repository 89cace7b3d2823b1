package dev.reeve.supervisor.core;

import dev.reeve.supervisor.core.control.Succession;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another supervisor in this one's place: what it is started by.
final class Handover implements Succession {
    private static final int PATIENCE_SECONDS = 30;

    private final List<String> again;
    private final @Nullable Path home;
    private volatile List<String> successor = List.of();

    /// @param again the arguments that have started this supervisor
    /// @param home the folder of this distribution, or null where there is none
    Handover(List<String> again, @Nullable Path home) {
        this.again = List.copyOf(again);
        this.home = home;
    }

    @Override
    public @Nullable String prepare(@Nullable Path other) {
        Path from = other == null ? home : other.toAbsolutePath().normalize();
        if (from == null || again.isEmpty()) {
            return "this supervisor is part of another program, and cannot be replaced alone";
        }
        Path reeve = from.resolve("bin").resolve("reeve");
        if (!Files.isExecutable(reeve)) {
            return "there is no program `" + reeve + "`";
        }
        String trouble = trouble(reeve);
        if (trouble == null) {
            var command = new ArrayList<String>();
            command.add(reeve.toString());
            command.addAll(again);
            successor = List.copyOf(command);
        }
        return trouble;
    }

    /// The command to become; empty where none was prepared.
    List<String> successor() {
        return successor;
    }

    /// Whoever cannot even say its version will not supervise.
    private static @Nullable String trouble(Path reeve) {
        try {
            Process asked =
                    new ProcessBuilder(reeve.toString(), "version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                asked.destroyForcibly();
                return "`" + reeve + " version` does not end";
            }
            return asked.exitValue() == 0
                    ? null
                    : "`" + reeve + " version` exits with " + asked.exitValue();
        } catch (IOException failure) {
            return "cannot run `" + reeve + "`: " + failure.getMessage();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return "the supervisor stops";
        }
    }
}
