package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// `reeve completion bash|zsh|fish`
@Command(
        name = "completion",
        description = {
            "Prints a script that lets a shell complete verbs, options and names of services.",
            "bash: source <(reeve completion bash)      in ~/.bashrc",
            "zsh:  source <(reeve completion zsh)       in ~/.zshrc, after compinit",
            "fish: reeve completion fish | source       in ~/.config/fish/config.fish"
        })
public final class Completion extends Verb {
    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
    Shell shell = Shell.BASH;

    public Completion(Reeve reeve) {
        super(reeve);
    }

    /// The shells that there is a script for.
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Failure {
        String name = "completion." + shell;
        try (InputStream script = Completion.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(name + " is not in the module");
            }
            reeve.around().out().print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            return 0;
        } catch (IOException failure) {
            throw Failure.of(Failure.FAILED, "cannot read the script: " + failure.getMessage());
        }
    }
}
