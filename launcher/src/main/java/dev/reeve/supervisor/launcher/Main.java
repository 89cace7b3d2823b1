package dev.reeve.supervisor.launcher;

import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.text.Span;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The program `reeve`.
public final class Main {
    private Main() {}

    /// Runs one verb and exits with its code.
    public static void main(String[] arguments) {
        Surroundings around = Surroundings.ofProcess(start -> House.prepare(start));
        int code = run(around, arguments);
        around.out().flush();
        around.err().flush();
        System.exit(code);
    }

    /// Runs one verb to its end.
    ///
    /// @return the exit code
    public static int run(Surroundings around, String... arguments) {
        try {
            if (arguments.length > 0 && Aside.VERBS.contains(arguments[0])) {
                return Aside.run(around, arguments);
            }
            return commandLine(around, new Reeve(around), arguments).execute(arguments);
        } catch (RuntimeException mistake) {
            return failed(around, mistake);
        }
    }

    /// The command with the verb that comes first in the arguments, or with all.
    static CommandLine commandLine(Surroundings around, Reeve reeve, String... arguments) {
        var line = new CommandLine(reeve);
        for (String name : Verbs.named(arguments)) {
            line.addSubcommand(name, Verbs.make(name, reeve));
        }
        line.registerConverter(Duration.class, text -> Span.of(text));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setDefaultValueProvider(new FromEnvironment(around.environment()));
        line.setOut(writer(around.out()));
        line.setErr(writer(around.err()));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(
                        around.terminal().colour()
                                ? CommandLine.Help.Ansi.ON
                                : CommandLine.Help.Ansi.OFF));
        line.setParameterExceptionHandler((wrong, _) -> wrongUse(around.err(), wrong));
        line.setExecutionExceptionHandler((cause, _, _) -> failed(around, cause));
        return line;
    }

    private static int wrongUse(PrintStream err, ParameterException wrong) {
        err.println("reeve: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, writer(err));
        err.println(
                "`" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help` helps");
        return Failure.WRONG_USE;
    }

    private static int failed(Surroundings around, Exception cause) {
        if (cause instanceof Failure failure) {
            String shown = String.valueOf(failure.getMessage());
            if (!shown.isEmpty()) {
                around.err().println(shown);
            }
            return failure.code();
        }
        around.err().println("reeve: a mistake of reeve itself, please report it: " + cause);
        if (around.environment().containsKey("REEVE_DEBUG")) {
            cause.printStackTrace(around.err());
        }
        return Failure.FAILED;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
