package dev.reeve.supervisor.launcher;

import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.launcher.text.Mistake;

import java.util.List;
import java.util.Map;
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

    /// No such service, actor or operation.
    public static final int UNKNOWN = 4;

    /// Not allowed.
    public static final int NOT_ALLOWED = 5;

    private final int code;
    private final String text;
    private final transient List<Map<String, Object>> errors;

    private Failure(int code, String text, String shown, List<Map<String, Object>> errors) {
        super(shown, null, false, false);
        this.code = code;
        this.text = text;
        this.errors = List.copyOf(errors);
    }

    /// One line that says what could not be done.
    public static Failure of(int code, String text) {
        return new Failure(code, text, "reeve: " + text, List.of());
    }

    /// The supervisor refuses.
    ///
    /// @param errors the single mistakes, as the API gives them; those that are not in the text are
    ///     shown after it, one a line
    public static Failure refused(int code, String text, List<Map<String, Object>> errors) {
        String shown =
                errors.stream()
                        .map(Mistake::line)
                        .filter(line -> !text.contains(line))
                        .map(line -> "\n  " + line)
                        .collect(Collectors.joining("", "reeve: " + text, ""));
        return new Failure(code, text, shown, errors);
    }

    /// Nothing more to say: what there was to say is said.
    public static Failure told(int code) {
        return new Failure(code, "", "", List.of());
    }

    /// A manifest with mistakes, one a line.
    public static Failure mistakes(List<Problem> problems) {
        return mistakes(WRONG_USE, problems);
    }

    /// Mistakes, one a line, that end with this code.
    public static Failure mistakes(int code, List<Problem> problems) {
        String lines =
                problems.stream().sorted().map(Problem::toString).collect(Collectors.joining("\n"));
        return new Failure(code, lines, lines, List.of());
    }

    /// The exit code.
    public int code() {
        return code;
    }

    /// The single mistakes, as the API gives them; often none.
    public List<Map<String, Object>> errors() {
        return errors;
    }

    /// What could not be done, without the program's name before it.
    public String text() {
        return text;
    }
}
