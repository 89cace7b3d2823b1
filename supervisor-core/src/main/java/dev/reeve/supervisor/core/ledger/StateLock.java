package dev.reeve.supervisor.core.ledger;

import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Kernel.Hold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// That this supervisor, and no other, uses a state directory; for as long as it is open and its
/// process lives.
///
/// The system holds it for us on the file `lock`, which is never read, written or removed. Who
/// holds it is told to people by the file `owner`.
public final class StateLock implements AutoCloseable {
    private final Hold hold;
    private final Path owner;

    private StateLock(Hold hold, Path owner) {
        this.hold = hold;
        this.owner = owner;
    }

    /// Takes the lock; the state directory is made (0700) where it is not there.
    ///
    /// @throws IOException where another holds it, or the directory cannot be used; says who or why
    public static StateLock take(Kernel kernel, Path state) throws IOException {
        make(state);
        Path owner = state.resolve("owner");
        Hold hold = kernel.lock(state.resolve("lock"));
        if (hold == null) {
            throw new IOException("cannot use `" + state + "`: " + holder(owner));
        }
        var lock = new StateLock(hold, owner);
        try {
            lock.sign();
            return lock;
        } catch (IOException failure) {
            hold.close();
            throw failure;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(owner);
        } catch (IOException _) {
            // It tells people only, and the next one writes it anew.
        }
        hold.close();
    }

    /// At one stroke, so that nobody reads half a number.
    private void sign() throws IOException {
        Path draft = owner.resolveSibling("owner.new");
        Files.writeString(draft, ProcessHandle.current().pid() + "\n");
        Files.move(draft, owner, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String holder(Path owner) {
        try {
            return "the supervisor with pid " + Files.readString(owner).strip() + " holds it";
        } catch (IOException _) {
            return "another supervisor holds it";
        }
    }

    private static void make(Path state) throws IOException {
        if (Files.isDirectory(state)) {
            return;
        }
        if (state.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var ours = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(state, PosixFilePermissions.asFileAttribute(ours));
        } else {
            Files.createDirectories(state);
        }
    }
}
