package dev.reeve.supervisor.api.promise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The platform implements it, or makes it; plugins and programs call and read it.
///
/// What is called and read in 1.x is there in every later 1.y. It may grow: an interface by methods
/// of any kind, a record by components (its older constructors stay), an `enum` by constants, a
/// sealed type by cases. Whoever implements one of these interfaces, as a double in a test, or
/// takes a record apart by a pattern, follows at a minor version; a `switch` needs a `default`.
@Api
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Api {}
