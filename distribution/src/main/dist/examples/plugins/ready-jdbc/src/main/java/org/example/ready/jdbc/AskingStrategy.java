package org.example.ready.jdbc;

import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;

import java.io.IOException;
import java.sql.SQLException;

/// Asks again and again, with the manifest's `interval` in between.
record AskingStrategy(Question question) implements ReadyStrategy {
    @Override
    public void await(ReadyRun run) throws IOException, InterruptedException {
        String missing = "the database was not asked";
        while (true) {
            try {
                question.ask();
                return;
            } catch (SQLException notYet) {
                missing = String.valueOf(notYet.getMessage());
            }
            try {
                run.pause();
            } catch (InterruptedException tooLate) {
                // What people are told when the time is up.
                throw new InterruptedException(missing);
            }
        }
    }
}
