package dev.reeve.supervisor.core.plugin;

/// The parent of every plugin's class loader: the JDK, the plugin API and SLF4J, and nothing else
/// of the host.
///
/// The JDK's platform class loader is no such barrier. The built-in loaders share one map of
/// packages, so it hands out the classes of the application's modules too.
final class HostView extends ClassLoader {
    static final String API = "dev.reeve.supervisor.api";
    static final String LOGGING = "org.slf4j";

    private final ClassLoader host;

    HostView(ClassLoader host) {
        super("host-view", null);
        this.host = host;
    }

    /// Whether plugins may require a module of the host.
    static boolean sharesModule(String name) {
        return isPlatform(name) || name.equals(API) || name.equals(LOGGING);
    }

    /// Whether a module or package is the JDK's.
    static boolean isPlatform(String name) {
        return name.startsWith("java.") || name.startsWith("jdk.");
    }

    /// Whether a class is the host's even where a plugin brings its own copy.
    static boolean isHosts(String className) {
        return className.startsWith(API + ".") || className.startsWith(LOGGING + ".");
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> type = host.loadClass(name);
        Module module = type.getModule();
        // A host that runs on the class path has no modules to tell its classes apart by.
        if (module.isNamed() ? sharesModule(module.getName()) : isHosts(name)) {
            return type;
        }
        throw new ClassNotFoundException(name);
    }
}
