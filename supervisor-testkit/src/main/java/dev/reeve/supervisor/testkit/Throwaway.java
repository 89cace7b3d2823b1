package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.testkit.PluginContract.Example;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// A class loader as the platform has it for a plugin, for one use: the plugin's own classes and
/// libraries, the plugin API, SLF4J and the JDK.
final class Throwaway extends URLClassLoader {
    private static final long LONGEST = 20_000;
    private static final int LOOKS = 400;

    private final ClassLoader host;

    private Throwaway(List<URL> places, ClassLoader host) {
        super("throw-away", places.toArray(URL[]::new), null);
        this.host = host;
    }

    /// Loads a plugin anew, makes its product, uses and closes it, all on a thread of its own.
    static WeakReference<ClassLoader> used(Example example, FakePlanContext context)
            throws Exception {
        var loader = new AtomicReference<@Nullable Throwaway>(of(example.provider().getClass()));
        var reference = new WeakReference<ClassLoader>(loader.get());
        // Its text: a Throwable would keep the loader.
        var failure = new AtomicReference<@Nullable String>();
        Thread user =
                Thread.ofPlatform()
                        .name("use of a plugin")
                        .daemon()
                        .unstarted(() -> use(loader, example, context, failure));
        user.setContextClassLoader(loader.get());
        user.start();
        user.join(LONGEST);
        if (user.isAlive()) {
            user.interrupt();
            user.join(LONGEST);
        }
        Assertions.assertFalse(user.isAlive(), () -> "the use of " + example + " does not end");
        Assertions.assertNull(failure.get());
        return reference;
    }

    private static void use(
            AtomicReference<@Nullable Throwaway> loader,
            Example example,
            FakePlanContext context,
            AtomicReference<@Nullable String> failure) {
        try (Throwaway its = loader.getAndSet(null)) {
            Assertions.assertNotNull(its);
            Class<?> type = its.loadClass(example.provider().getClass().getName());
            Assertions.assertSame(its, type.getClassLoader());
            Object provider = type.getConstructor().newInstance();
            var options = (Record) new OptionCopy(its).of(example.options());
            ProductUse.use(Created.by(provider, options, context), context);
        } catch (Throwable thrown) {
            failure.set(thrown.toString());
        }
    }

    /// Whether nothing keeps it.
    static boolean isCollected(WeakReference<ClassLoader> loader) {
        for (int look = 0; look < LOOKS && loader.get() != null; look++) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(look, 50)));
        }
        return loader.get() == null;
    }

    private static Throwaway of(Class<?> provider) throws IOException {
        List<URL> places = new ArrayList<>();
        places.add(Provided.place(provider).toUri().toURL());
        for (String property : Set.of("java.class.path", "jdk.module.path")) {
            for (String entry : System.getProperty(property, "").split(File.pathSeparator, -1)) {
                if (!entry.isEmpty()) {
                    places.add(url(entry));
                }
            }
        }
        return new Throwaway(places, provider.getClassLoader());
    }

    private static URL url(String entry) throws MalformedURLException {
        return Path.of(entry).toUri().toURL();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.")
                || name.startsWith("dev.reeve.supervisor.api.")
                || name.startsWith("org.slf4j.")) {
            return host.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException notIts) {
                return ofTheJdk(name);
            }
        }
    }

    /// The JDK's loaders hand out each other's classes, also those of the modules under test.
    private static Class<?> ofTheJdk(String name) throws ClassNotFoundException {
        Class<?> type = getPlatformClassLoader().loadClass(name);
        String module = String.valueOf(type.getModule().getName());
        if (module.startsWith("java.") || module.startsWith("jdk.")) {
            return type;
        }
        throw new ClassNotFoundException(name);
    }
}
