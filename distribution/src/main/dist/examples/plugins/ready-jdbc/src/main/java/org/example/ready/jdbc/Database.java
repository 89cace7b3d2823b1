package org.example.ready.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// Asks a real database, by a connection of its own each time.
record Database(Driver driver, JdbcReady.Options options) implements Question {
    @Override
    public void ask() throws SQLException, IOException {
        try (Connection connection = driver.connect(options.url(), properties())) {
            if (connection == null) {
                throw new SQLException("the driver does not take `url`");
            }
            try (Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(options.query())) {
                if (!answer.next()) {
                    throw new SQLException("the answer to `" + options.query() + "` is empty");
                }
            }
        }
    }

    /// A secret is read when it is needed, so that one that was changed is the new one.
    private Properties properties() throws IOException {
        var properties = new Properties();
        options.user().ifPresent(user -> properties.setProperty("user", user));
        if (options.password().isPresent()) {
            properties.setProperty("password", options.password().get().reveal());
        }
        return properties;
    }
}
