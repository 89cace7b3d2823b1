package dev.reeve.supervisor.launcher;

import dev.reeve.supervisor.api.problem.Problem;

import java.util.List;

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
    private final transient List<String> lines;

    private Failure(int code, List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.code = code;
        this.lines = List.copyOf(lines);
    }

    /// One line that says what could not be done.
    public static Failure of(int code, String text) {
        return new Failure(code, List.of("reeve: " + text));
    }

    /// Nothing more to say: what there was to say is said.
    public static Failure told(int code) {
        return new Failure(code, List.of());
    }

    /// A manifest with mistakes, one a line.
    public static Failure mistakes(List<Problem> problems) {
        return new Failure(WRONG_USE, problems.stream().sorted().map(Problem::toString).toList());
    }

    /// The exit code.
    public int code() {
        return code;
    }

    List<String> lines() {
        return lines;
    }
}
