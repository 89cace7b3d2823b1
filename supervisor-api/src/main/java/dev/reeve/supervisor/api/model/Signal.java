package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import java.util.Locale;
import java.util.Optional;

/// A signal of the operating system, by its number on Linux (the same on all of Reeve's
/// architectures; signal(7), first column).
///
/// @param number 1 to 64
@Api
public record Signal(int number) {
    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
        "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
        "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
    };

    public static final Signal HUP = new Signal(1);
    public static final Signal INT = new Signal(2);
    public static final Signal KILL = new Signal(9);
    public static final Signal TERM = new Signal(15);
    public static final Signal CONT = new Signal(18);

    public Signal {
        if (number < 1 || number > 64) {
            throw new IllegalArgumentException("no signal has the number " + number);
        }
    }

    /// The signal of this name (`TERM`, `sigterm`, `15`, `RTMIN+3`), if there is one.
    public static Optional<Signal> named(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        if (name.startsWith("SIG")) {
            name = name.substring(3);
        }
        for (int number = 1; number < NAMES.length; number++) {
            if (NAMES[number].equals(name)) {
                return Optional.of(new Signal(number));
            }
        }
        try {
            int number =
                    name.startsWith("RTMIN+")
                            ? 34 + Integer.parseInt(name.substring(6))
                            : Integer.parseInt(name);
            return number >= 1 && number <= 64 ? Optional.of(new Signal(number)) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /// Its name without SIG: `TERM`; `RTMIN+n` for the real-time ones.
    public String name() {
        if (number < NAMES.length) {
            return NAMES[number];
        }
        return number >= 34 ? "RTMIN+" + (number - 34) : Integer.toString(number);
    }

    @Override
    public String toString() {
        return name();
    }
}
