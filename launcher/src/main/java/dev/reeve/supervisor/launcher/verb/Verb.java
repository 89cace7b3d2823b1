package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Reeve;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// What `reeve` can be told to do. Its answer goes to stdout; it returns the exit code.
abstract class Verb implements Callable<Integer> {
    final Reeve reeve;

    @Spec @Nullable CommandSpec spec;

    Verb(Reeve reeve) {
        this.reeve = reeve;
    }

    /// A use that makes no sense, found after parsing.
    final ParameterException wrongUse(String text) {
        if (spec == null) {
            throw new IllegalStateException("picocli gives the spec before it runs a command");
        }
        return new ParameterException(spec.commandLine(), text);
    }
}
