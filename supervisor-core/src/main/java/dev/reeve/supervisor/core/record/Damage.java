package dev.reeve.supervisor.core.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What is kept of what could not be read.
public final class Damage {
    private Damage() {}

    /// Where the end of a file is kept that could not be read.
    public static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".damaged");
    }

    /// Copies the bytes of a file from a place on to the file beside it.
    static void keep(Disk disk, Path file, Disk.OpenFile open, long from) throws IOException {
        try (Disk.OpenFile kept = disk.write(beside(file))) {
            kept.truncate(0);
            byte[] piece = new byte[64 * 1024];
            long at = 0;
            int count = open.read(piece, 0, piece.length, from);
            while (count > 0) {
                kept.write(piece, 0, count, at);
                at += count;
                count = open.read(piece, 0, piece.length, from + at);
            }
        }
    }

    private static Path free(Path file) {
        Path free = beside(file);
        for (int count = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); count++) {
            free = file.resolveSibling(file.getFileName() + ".damaged." + count);
        }
        return free;
    }

    /// Moves aside what has the name of a file and is none, such as a folder.
    ///
    /// @param trouble is told of it
    public static void moveForeignAside(Disk disk, Path file, Consumer<String> trouble)
            throws IOException {
        if (disk.isForeign(file)) {
            Path now = moveAside(disk, file);
            trouble.accept("`" + file + "` is not a plain file; it is now `" + now + "`");
        }
    }

    /// Gives what has this name another one that nothing has yet.
    ///
    /// @return the other name
    public static Path moveAside(Disk disk, Path file) throws IOException {
        Path free = free(file);
        disk.move(file, free);
        return free;
    }
}
