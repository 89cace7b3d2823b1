package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The word by which a manifest names what a plugin offers: `tcp` in `ready: {tcp: {port: 80}}`.
/// Unique among the providers of one door.
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Api
public @interface Kind {
    /// The word: a lower-case letter first, then letters, digits, `_`, `-`.
    String value();

    /// One line for people: what it does.
    String about() default "";
}
