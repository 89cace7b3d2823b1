package dev.reeve.supervisor.launcher;

import dev.reeve.supervisor.api.problem.Problem;

import java.util.List;
import java.util.stream.Collectors;

/// A verb that cannot do what it was asked for: what to say, and the exit code.
public final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    /// The operation failed.
    public static final int FAILED = 1;

    /// Wrong use, or a manifest with mistakes.
    public static final int WRONG_USE = 2;

    /// No supervisor answers.
    public static final int NOBODY_ANSWERS = 3;

    /// No such service.
    public static final int UNKNOWN = 4;

    /// Not allowed.
    public static final int NOT_ALLOWED = 5;

    private final int code;
    private final String text;

    private Failure(int code, String text, String shown) {
        super(shown, null, false, false);
        this.code = code;
        this.text = text;
    }

    /// One line that says what could not be done.
    public static Failure of(int code, String text) {
        return new Failure(code, text, "reeve: " + text);
    }

    /// Nothing more to say: what there was to say is said.
    public static Failure told(int code) {
        return new Failure(code, "", "");
    }

    /// A manifest with mistakes, one a line.
    public static Failure mistakes(List<Problem> problems) {
        String lines =
                problems.stream().sorted().map(Problem::toString).collect(Collectors.joining("\n"));
        return new Failure(WRONG_USE, lines, lines);
    }

    /// The exit code.
    public int code() {
        return code;
    }

    /// What could not be done, without the program's name before it.
    public String text() {
        return text;
    }
}
