package org.example.ready.jdbc;

import java.io.IOException;
import java.sql.SQLException;

/// Something that a database is asked. The one seam of this plugin: its tests answer without one.
@FunctionalInterface
interface Question {
    /// Asks once. May block.
    ///
    /// @throws SQLException where there is no answer yet; its text says why
    /// @throws IOException where it cannot be asked at all; its text is for the user
    void ask() throws SQLException, IOException;
}
