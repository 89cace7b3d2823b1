package dev.reeve.plugin.session.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class JdbcOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://h/d                | `url` must begin with `jdbc:`",
                "jdbc:postgresql://h/d?password=x | `url` must not hold a password: it is shown;"
                        + " use `user` and `password`",
                "jdbc:mysql://me:hush@h/d        | `url` must not hold a password: it is shown; use"
                        + " `user` and `password`",
                "jdbc:mysql://h/d                | only the driver of PostgreSQL is shipped: name"
                        + " the JARs of another in `driver`"
            })
    void aUrlThatCannotBeUsedIsRefusedWhilePlanning(String url, String why) {
        assertEquals(why, refused(url, List.of()));
    }

    @Test
    void aDriverThatIsNotThereIsRefusedWhilePlanning() {
        assertEquals(
                "`driver` names a JAR that is not there: /nowhere/mysql.jar",
                refused("jdbc:mysql://h/d", List.of(Path.of("/nowhere/mysql.jar"))));
    }

    @Test
    void whatEveryoneMayReadOfAUrlEndsBeforeItsParameters() {
        assertEquals(
                "jdbc:postgresql://h:1/d",
                Options.of("jdbc:postgresql://h:1/d?sslkey=k", Optional.empty()).shownUrl());
    }

    private static String refused(String url, List<Path> driver) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> Options.of(url, Optional.empty(), driver, 1))
                .getMessage();
    }
}
