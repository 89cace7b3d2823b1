package dev.reeve.supervisor.api.problem;

import dev.reeve.supervisor.api.promise.Api;

import java.util.List;
import java.util.function.Function;

/// A value that was checked: either it is good, or here is everything that is wrong with it.
@Api
public sealed interface Checked<T> {
    /// A value without a mistake.
    record Valid<T>(T value) implements Checked<T> {}

    /// At least one mistake, sorted by place.
    record Invalid<T>(List<Problem> problems) implements Checked<T> {
        public Invalid {
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("invalid, but without a problem");
            }
            problems = problems.stream().sorted().toList();
        }
    }

    /// The value where there are no problems; the problems where there are some.
    static <T> Checked<T> of(T value, List<Problem> problems) {
        return problems.isEmpty() ? new Valid<>(value) : new Invalid<>(problems);
    }

    /// Goes on with a good value; keeps what is wrong with a bad one.
    default <R> Checked<R> then(Function<? super T, Checked<R>> next) {
        return switch (this) {
            case Valid<T>(T value) -> next.apply(value);
            case Invalid<T>(List<Problem> problems) -> new Invalid<>(problems);
        };
    }
}
