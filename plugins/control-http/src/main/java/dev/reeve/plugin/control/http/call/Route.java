package dev.reeve.plugin.control.http.call;

import java.util.List;

/// One line of the table: which requests it takes, and from whom.
///
/// @param pattern the segments of the path; `{n}` takes any that is not empty
/// @param role what the sender must be allowed
public record Route(String method, List<String> pattern, Role role, Handler handler) {
    /// Answers a request.
    @FunctionalInterface
    public interface Handler {
        /// May block for as long as the operation takes.
        Answer answer(Call call) throws Refusal, InterruptedException;
    }

    static Route get(String path, Role role, Handler handler) {
        return new Route("GET", List.of(path.substring(1).split("/")), role, handler);
    }

    static Route post(String path, Role role, Handler handler) {
        return new Route("POST", List.of(path.substring(1).split("/")), role, handler);
    }

    boolean fits(List<String> segments) {
        if (segments.size() != pattern.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            String wanted = pattern.get(i);
            String there = segments.get(i);
            if (wanted.equals("{n}") ? there.isEmpty() : !wanted.equals(there)) {
                return false;
            }
        }
        return true;
    }
}
