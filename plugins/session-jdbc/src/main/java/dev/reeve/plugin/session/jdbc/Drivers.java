package dev.reeve.plugin.session.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// The driver of a URL: PostgreSQL's, which is shipped, or one from JARs. Never `DriverManager`'s,
/// which belongs to the whole JVM.
///
/// @param loader what is to be closed with it; null where it is the shipped one
record Drivers(Driver driver, @org.jspecify.annotations.Nullable URLClassLoader loader)
        implements AutoCloseable {
    private static final org.postgresql.Driver SHIPPED = shipped();

    /// It registers itself when it is loaded, and the JVM would keep this plugin for that.
    private static org.postgresql.Driver shipped() {
        var driver = new org.postgresql.Driver();
        if (org.postgresql.Driver.isRegistered()) {
            try {
                org.postgresql.Driver.deregister();
            } catch (SQLException kept) {
                throw new IllegalStateException("the driver of PostgreSQL stays registered", kept);
            }
        }
        return driver;
    }

    static boolean isShipped(String url) {
        return SHIPPED.acceptsURL(url);
    }

    /// @param jars where to look for one; empty for the shipped one
    /// @throws IllegalArgumentException where none takes the URL
    static Drivers of(String url, List<Path> jars) throws SQLException {
        if (jars.isEmpty()) {
            return new Drivers(SHIPPED, null);
        }
        URLClassLoader loader =
                new URLClassLoader(
                        "jdbc driver",
                        jars.stream().map(Drivers::address).toArray(URL[]::new),
                        ClassLoader.getPlatformClassLoader());
        try {
            for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                if (loader.equals(driver.getClass().getClassLoader()) && driver.acceptsURL(url)) {
                    return new Drivers(driver, loader);
                }
            }
        } catch (ServiceConfigurationError broken) {
            close(loader);
            throw new IllegalArgumentException(
                    "its driver cannot be loaded: " + broken.getMessage(), broken);
        }
        close(loader);
        throw new IllegalArgumentException("no driver in " + jars + " takes its URL");
    }

    @Override
    public void close() {
        if (loader != null) {
            close(loader);
        }
    }

    private static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot close the driver's JARs", failure);
        }
    }

    private static URL address(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException("no JAR: " + jar, impossible);
        }
    }
}
