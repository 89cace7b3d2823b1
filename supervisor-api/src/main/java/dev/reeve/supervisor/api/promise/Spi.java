package dev.reeve.supervisor.api.promise;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Plugins implement it, and the platform calls it.
///
/// What a plugin has compiled against 1.x works with every later 1.y, as it is and when it is
/// compiled anew. So a minor version adds methods with a body only, and takes nothing away.
@Api
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Spi {}
