package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ReplyView;
import dev.reeve.supervisor.api.problem.Problem;

import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A request is not answered as it wished. It travels from where that is found out to the one place
/// that writes answers; there it becomes problem details (RFC 9457).
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;
    private final transient List<Problem> errors;
    private final transient Map<String, String> headers;

    private Refusal(
            int status,
            String type,
            String detail,
            List<Problem> errors,
            Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    /// @param detail one or two sentences for people
    public static Refusal of(int status, String detail) {
        return new Refusal(status, "about:blank", detail, List.of(), Map.of());
    }

    /// @param word what programs can tell this problem by: `urn:reeve:WORD`
    public static Refusal of(int status, String word, String detail, List<Problem> errors) {
        return new Refusal(status, "urn:reeve:" + word, detail, errors, Map.of());
    }

    /// A parameter, or a key of the body, that is wrong.
    static Refusal badValue(String key, String text) {
        return badValue(Problem.at(null, key, text));
    }

    static Refusal badValue(Problem problem) {
        return new Refusal(400, "about:blank", problem.toString(), List.of(problem), Map.of());
    }

    /// The same refusal with one more header.
    public Refusal with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Refusal(status, type, detail(), errors, more);
    }

    public int status() {
        return status;
    }

    /// @param instance the path that was asked for, or null where none could be read
    public Answer answer(@Nullable String instance) {
        return Answer.problem(status, details(instance), headers);
    }

    /// Problem details.
    Map<String, @Nullable Object> details(@Nullable String instance) {
        return ReplyView.problem(type, title(status), status, detail(), instance, errors);
    }

    /// A number in words.
    static String title(int status) {
        String title = EnglishReasonPhraseCatalog.INSTANCE.getReason(status, Locale.ROOT);
        return title == null ? "Refused" : title;
    }

    private String detail() {
        return String.valueOf(getMessage());
    }
}
