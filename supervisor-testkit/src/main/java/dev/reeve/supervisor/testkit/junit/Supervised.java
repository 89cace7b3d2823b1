package dev.reeve.supervisor.testkit.junit;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Brings up the services of a manifest before the tests of a class, and stops them in order after
/// the last one, also where tests fail.
///
/// The supervisor is a real one, in the Java machine of the tests; its services are real processes.
/// Its state lies in a folder that is made for it and deleted afterwards, so several may run at a
/// time. The tests begin when all that is to start by itself is ready; where that does not come
/// about, they fail, and the message says which service is why, with its last lines.
///
/// Constructors, methods and fields that are not final get a {@link Stack} or a {@link
/// dev.reeve.supervisor.api.control.Supervisor}. A nested class has that of the class around it,
/// unless it has one of its own.
///
/// ```java
/// @Supervised(value = "stack.yaml", ports = "WEB_PORT")
/// class ShopTest {
///     @Test
///     void theShopIsOpen(Stack stack) {
///         URI shop = stack.uri("WEB_PORT");
///     }
/// }
/// ```
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SupervisedExtension.class)
public @interface Supervised {
    /// The manifest: a resource beside the class or at the top of the class path, or else a file,
    /// from the folder that the tests run in.
    String value() default "reeve.yaml";

    /// Names of ports. For each one a port of the local host that is free is looked for, and the
    /// manifest and its services get its number as an environment variable of this name:
    /// `${WEB_PORT}`.
    String[] ports() default {};

    /// Only these services and what they require; all that start by themselves where there are
    /// none.
    String[] services() default {};

    /// A folder with plugins, from the folder that the tests run in; empty for none. Plugins on the
    /// class path are found without it, and so are those in `plugins` beside the manifest.
    String plugins() default "";

    /// How many seconds everything may take to be ready, over 0.
    int within() default 60;
}
