package dev.reeve.supervisor.core.external;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// The class loader of an external plugin. It has no classes of its own but those of the products,
/// so that whoever asks by class loader whose a product is gets the same answer as for any plugin.
public final class ExternalLoader extends ClassLoader {
    private final ExternalPlugin plugin;

    /// @param parent knows the plugin API
    public ExternalLoader(ClassLoader parent, ExternalPlugin plugin) {
        super("external", parent);
        this.plugin = plugin;
    }

    public ExternalPlugin plugin() {
        return plugin;
    }

    /// A product whose class is this plugin's, and which does what another one does.
    ///
    /// @param type an interface of the plugin API
    @SuppressWarnings("ReferenceEquality") // A product is itself, and no other.
    <P> P own(Class<P> type, P product) {
        return type.cast(
                Proxy.newProxyInstance(
                        this,
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            if (method.getName().equals("equals")) {
                                return self == arguments[0];
                            }
                            try {
                                return method.invoke(product, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        }));
    }
}
