package org.example.ready.jdbc;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.ServiceLoader;

/// The drivers that the plugin brings. `DriverManager` is no place to look for them: it belongs to
/// the whole supervisor.
final class Drivers {
    private Drivers() {}

    /// @throws IllegalArgumentException where none takes the URL; the text is for the user
    static Driver of(String url) {
        for (Driver driver : ServiceLoader.load(Driver.class, Drivers.class.getClassLoader())) {
            if (takes(driver, url)) {
                return driver;
            }
        }
        throw new IllegalArgumentException("no driver takes `url`");
    }

    private static boolean takes(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException unreadable) {
            return false;
        }
    }
}
