package dev.reeve.supervisor.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.portable.PortableKernel;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

class StateLockTest {
    @TempDir Path folder;

    @Test
    void aSecondSupervisorIsRefusedAndToldTheFirstsPid() throws IOException {
        for (Kernel kernel : kernels()) {
            Path state = folder.resolve(kernel.getClass().getSimpleName());
            try (kernel;
                    var _ = StateLock.take(kernel, state)) {
                var failure = assertThrows(IOException.class, () -> StateLock.take(kernel, state));
                assertEquals(
                        "cannot use `"
                                + state
                                + "`: the supervisor with pid "
                                + ProcessHandle.current().pid()
                                + " holds it",
                        failure.getMessage());
                assertEquals(
                        "rwx------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(state)));
            }
        }
    }

    @Test
    void itIsFreeAgainAfterTheClose() throws IOException {
        for (Kernel kernel : kernels()) {
            try (kernel) {
                StateLock.take(kernel, folder).close();
                assertFalse(Files.exists(folder.resolve("owner")));
                StateLock.take(kernel, folder).close();
            }
        }
    }

    @Test
    void whatAKilledOneLeftIsNoHindrance() throws IOException {
        for (Kernel kernel : kernels()) {
            Files.writeString(folder.resolve("lock"), "");
            Files.writeString(folder.resolve("owner"), "1\n");
            try (kernel) {
                StateLock.take(kernel, folder).close();
            }
        }
    }

    @Test
    void aStateDirectoryThatIsAFileIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (Kernel kernel : kernels()) {
            try (kernel) {
                assertThrows(IOException.class, () -> StateLock.take(kernel, file));
            }
        }
    }

    @Test
    void onLinuxItSurvivesAnotherOpenAndClose() throws IOException {
        try (Kernel kernel = Kernel.system(TimeSource.system());
                var _ = StateLock.take(kernel, folder)) {
            FileChannel.open(folder.resolve("lock"), StandardOpenOption.READ).close();
            try (Kernel other = Kernel.system(TimeSource.system())) {
                assertThrows(IOException.class, () -> StateLock.take(other, folder));
            }
        }
    }

    private static List<Kernel> kernels() throws IOException {
        var kernels = new ArrayList<Kernel>();
        kernels.add(Kernel.system(TimeSource.system()));
        kernels.add(new PortableKernel(TimeSource.system()));
        return kernels;
    }
}
