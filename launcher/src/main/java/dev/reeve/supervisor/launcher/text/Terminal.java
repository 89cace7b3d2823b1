package dev.reeve.supervisor.launcher.text;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// What stdout is.
///
/// @param present whether it is a terminal at all
/// @param colour whether it shall have colour
/// @param columns how wide it is, where that is known; may take some milliseconds to ask
/// @param rows how high it is, where that is known; the same
public record Terminal(
        boolean present,
        boolean colour,
        Supplier<OptionalInt> columns,
        Supplier<OptionalInt> rows) {
    /// Not a terminal: a file or a pipe.
    public static final Terminal NONE =
            new Terminal(false, false, OptionalInt::empty, OptionalInt::empty);

    /// What stdout of this process is.
    public static Terminal ofProcess(Map<String, String> environment) {
        if (!isTerminal(1)) {
            return NONE;
        }
        boolean colour =
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM"));
        return new Terminal(
                true,
                colour,
                () -> size(environment, "COLUMNS", 1),
                () -> size(environment, "LINES", 0));
    }

    /// Linux says what a descriptor is by a link in /proc; elsewhere the console answers, which is
    /// there only when stdin is a terminal, too.
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/")
                    || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noProc) {
            return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        }
    }

    private static OptionalInt size(Map<String, String> environment, String name, int word) {
        OptionalInt set = number(environment.getOrDefault(name, ""));
        return set.isPresent() ? set : asked(word);
    }

    /// `stty size` answers `ROWS COLUMNS` for the terminal it has as stdin (POSIX has the verb in
    /// its rationale, every system has it).
    private static OptionalInt asked(int word) {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(Path.of("/dev/tty").toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            byte[] answer = stty.getInputStream().readAllBytes();
            String[] words = new String(answer, StandardCharsets.US_ASCII).strip().split(" ", -1);
            return words.length == 2 ? number(words[word]) : OptionalInt.empty();
        } catch (IOException noTerminal) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt number(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }
}
