package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says more about one option, that is one component of a plugin's option record.
///
/// The option's name in the manifest is the component's name in snake_case (`maxAge` is `max_age`).
/// Its type is the component's: `String`, `int`, `long`, `double`, `boolean`, an `enum` (lower-case
/// words), `java.time.Duration` (`5s`), `java.nio.file.Path` (relative ones begin at the manifest's
/// base directory), `java.net.URI`, {@link Secret}, `List<…>`, `Map<String, …>`, another record, or
/// `Object` (any plain value, as it was written).
/// A component that is `java.util.Optional<…>` may be left out; any other one without a {@link
/// #fallback} may not.
@Documented
@Target({
    ElementType.RECORD_COMPONENT,
    ElementType.FIELD,
    ElementType.METHOD,
    ElementType.PARAMETER
})
@Retention(RetentionPolicy.RUNTIME)
@Api
public @interface Option {
    /// One line for people: what it means.
    String about() default "";

    /// The value where none is written, in the manifest's words (`1s`, `localhost`, `[200]`); NONE
    /// is no value, so that the option must be written.
    String fallback() default NONE;

    /// The least number that is allowed.
    long min() default Long.MIN_VALUE;

    /// The greatest number that is allowed.
    long max() default Long.MAX_VALUE;

    /// Whether the value is a secret, never to be shown.
    boolean secret() default false;

    /// Whether a text may stand for this list of texts, and is split into words by the quoting
    /// rules
    /// of the POSIX shell, as a service's `command` is.
    boolean words() default false;

    /// Stands for "no fallback".
    String NONE = "\0";
}
