package dev.reeve.supervisor.launcher;

import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Door;
import dev.reeve.supervisor.launcher.client.StateDirectory;
import dev.reeve.supervisor.launcher.text.Answers;
import dev.reeve.supervisor.launcher.text.Format;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The command itself, and the options that every verb has.
@Command(
        name = "reeve",
        description = "Starts, watches and stops the services of a manifest.",
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Every option can also be given in the environment: --state-directory as"
                    + " REEVE_STATE_DIRECTORY.",
            "Exit codes: 0 done, 1 it failed, 2 wrong use or a manifest with mistakes,",
            "  3 no supervisor answers, 4 no such service, actor or operation, 5 not allowed."
        })
public final class Reeve implements Runnable {
    private final Surroundings around;

    @Spec @Nullable CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            scope = ScopeType.INHERIT,
            description = "table (default), json or yaml")
    Format output = Format.TABLE;

    @Option(
            names = "--state-directory",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "where lock, socket and logs are (default: what the manifest here says)")
    @Nullable Path stateDirectory;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "ask http(s)://HOST:PORT instead of the unix socket")
    @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "holds the token for --url")
    @Nullable Path tokenFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "holds the certificates that vouch for an https --url, as PEM")
    @Nullable Path authorities;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "no colour, also on a terminal")
    boolean noColor;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "say only the answer and what went wrong")
    boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "this text")
    boolean help;

    Reeve(Surroundings around) {
        this.around = around;
    }

    /// Called where no verb was given.
    @Override
    public void run() {
        if (spec == null) {
            throw new IllegalStateException("picocli gives the spec before it runs a command");
        }
        throw new ParameterException(spec.commandLine(), "say what to do: reeve VERB");
    }

    /// What the verb may touch of the world.
    public Surroundings around() {
        return around;
    }

    /// Writes answers to `out`, in the form that was asked for.
    public Answers answers() {
        return new Answers(around.out(), around.terminal().colour() && !noColor, output);
    }

    /// The form that was asked for.
    public Format format() {
        return output;
    }

    /// Says something beside the answer; nothing when it shall be quiet.
    public void tell(String line) {
        if (!quiet) {
            around.err().println(line);
        }
    }

    /// Whether to say only the answer and what went wrong.
    public boolean quiet() {
        return quiet;
    }

    /// The state directory that was asked for, absolute, or null.
    public @Nullable Path stateDirectory() {
        return stateDirectory == null ? null : around.directory().resolve(stateDirectory);
    }

    /// Speaks to the supervisor that the options mean.
    ///
    /// @param manifest given by `-f`, or null
    public Client client(@Nullable Path manifest) throws Failure {
        if (url != null) {
            return new Client(
                    Door.tcp(
                            url,
                            authorities == null ? null : around.directory().resolve(authorities)),
                    token());
        }
        Path directory = stateDirectory();
        if (directory == null) {
            String named = around.environment().get("REEVE_FILE");
            Path file = manifest == null && named != null ? Path.of(named) : manifest;
            directory = StateDirectory.of(around.directory(), file);
        }
        return new Client(Door.unix(directory.resolve("control.sock")), token());
    }

    private @Nullable String token() throws Failure {
        if (tokenFile == null) {
            return null;
        }
        try {
            return Files.readString(around.directory().resolve(tokenFile)).strip();
        } catch (IOException failure) {
            throw Failure.of(
                    Failure.WRONG_USE, "cannot read the token file " + tokenFile + ": " + failure);
        }
    }
}
