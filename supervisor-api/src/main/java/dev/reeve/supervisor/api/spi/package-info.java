/// The doors for plugins. All have one form: while planning, `…Plugin.create(options, context)`
/// makes a product from checked options and touches nothing; while running, the product has one
/// verb.
///
/// A plugin is a class with {@link dev.reeve.supervisor.api.spi.Kind}, found with `ServiceLoader`:
/// a `provides … with` in its module descriptor, or a file in `META-INF/services` for a JAR without
/// one.
package dev.reeve.supervisor.api.spi;
