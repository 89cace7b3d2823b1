package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.PlanContext;

import org.junit.jupiter.api.Assertions;

import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashSet;
import java.util.Set;

/// Calls `create`, whatever the door.
final class Created {
    private static final String DOORS = "dev.reeve.supervisor.api.spi.";

    private Created() {}

    /// The product of a provider.
    static Object by(Object provider, Record options, PlanContext context) throws Exception {
        for (Class<?> door : doors(provider.getClass())) {
            try {
                return door.getMethod("create", Record.class, PlanContext.class)
                        .invoke(provider, options, context);
            } catch (InvocationTargetException thrown) {
                if (thrown.getCause() instanceof Exception failure) {
                    throw failure;
                }
                throw thrown;
            }
        }
        return Assertions.fail(provider.getClass().getName() + " is for no door");
    }

    /// The doors that a class is for.
    static Set<Class<?>> doors(Class<?> type) {
        Set<Class<?>> doors = new LinkedHashSet<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> above : at.getInterfaces()) {
                if (above.getName().startsWith(DOORS) && above.getName().endsWith("Plugin")) {
                    doors.add(above);
                } else {
                    doors.addAll(doors(above));
                }
            }
        }
        return doors;
    }
}
