package dev.reeve.supervisor.testkit.junit;

import dev.reeve.supervisor.api.control.Supervisor;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;
import org.junit.platform.commons.support.ReflectionSupport;

import java.lang.reflect.Field;
import java.util.Optional;

/// Brings a stack up when somebody first asks for it, which may be before the tests of a class, and
/// leaves it to JUnit to close it with the class.
final class SupervisedExtension
        implements BeforeAllCallback, TestInstancePostProcessor, ParameterResolver {
    private static final ExtensionContext.Namespace OURS =
            ExtensionContext.Namespace.create(SupervisedExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        var _ = stack(context);
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context)
            throws IllegalAccessException {
        for (Field field :
                ReflectionSupport.findFields(
                        instance.getClass(),
                        each ->
                                isOurs(each.getType())
                                        && ModifierSupport.isNotStatic(each)
                                        && ModifierSupport.isNotFinal(each),
                        HierarchyTraversalMode.TOP_DOWN)) {
            ReflectionSupport.makeAccessible(field).set(instance, of(field.getType(), context));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return isOurs(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(parameter.getParameter().getType(), context);
    }

    private static boolean isOurs(Class<?> type) {
        return type == Stack.class || type == Supervisor.class;
    }

    private static Object of(Class<?> type, ExtensionContext context) {
        Stack stack = stack(context);
        return type == Stack.class ? stack : stack.supervisor();
    }

    /// That of the nearest class that has one.
    private static Stack stack(ExtensionContext context) {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            ExtensionContext here = at.get();
            Optional<Class<?>> type =
                    here.getElement().filter(Class.class::isInstance).map(Class.class::cast);
            Optional<Supervised> asked =
                    type.flatMap(each -> AnnotationSupport.findAnnotation(each, Supervised.class));
            if (type.isPresent() && asked.isPresent()) {
                return here.getStore(OURS)
                        .getOrComputeIfAbsent(
                                type.get(),
                                _ -> RunningStack.bringUp(type.get(), asked.get()),
                                RunningStack.class)
                        .stack();
            }
            at = here.getParent();
        }
        throw new StackException("no class around has @Supervised");
    }
}
