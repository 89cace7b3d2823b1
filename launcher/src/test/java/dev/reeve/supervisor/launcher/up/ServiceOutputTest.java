package dev.reeve.supervisor.launcher.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.launcher.FakeHouse;
import dev.reeve.supervisor.launcher.text.Terminal;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

class ServiceOutputTest {
    private final FakeHouse house = new FakeHouse(Path.of("/nowhere")).service("db", Phase.RUNNING);

    @Test
    void aLineThatWasTakenIsShownAlthoughTheEndInterrupts() {
        var out = new ByteArrayOutputStream();
        house.writes("db", "last words");
        house.interruptsAfterALine();
        var output = output(out);
        assertThrows(InterruptedException.class, () -> output.take(Duration.ZERO));
        assertEquals("db | last words\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void itGoesOnWhenNobodyReads() throws InterruptedException {
        var closed =
                new OutputStream() {
                    @Override
                    public void write(int sign) throws java.io.IOException {
                        throw new java.io.IOException("Broken pipe");
                    }
                };
        var output = output(closed);
        for (int line = 0; line < 3; line++) {
            house.writes("db", "a".repeat(10_000));
            assertEquals(true, output.take(Duration.ZERO));
        }
    }

    private ServiceOutput output(OutputStream out) {
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new ServiceOutput(house, stream, Terminal.NONE, false, new Stage(null));
    }
}
