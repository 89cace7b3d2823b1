package dev.reeve.supervisor.api.promise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// It is here to be tried: it may still change, or go, in a minor version. The table in the upgrade
/// guide says when that happens, and when this mark is taken away.
///
/// On a method, that method only; on a type, all of it.
@Api
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Incubating {
    /// The version of the API that had it first.
    String since();
}
