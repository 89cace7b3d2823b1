package dev.reeve.supervisor.core.ledger;

import dev.reeve.supervisor.core.record.Disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A file of one short line, which is there as a whole or not at all.
final class SmallFile {
    private static final int LONGEST = 128;

    private SmallFile() {}

    /// Its line; empty where there is none.
    static String read(Disk disk, Path path) {
        byte[] text = new byte[LONGEST];
        try (Disk.OpenFile file = disk.read(path)) {
            int length = file.read(text, 0, text.length, 0);
            return new String(text, 0, length, StandardCharsets.US_ASCII).strip();
        } catch (IOException _) {
            return "";
        }
    }

    /// Survives a loss of power when it returns.
    static void write(Disk disk, Path folder, String name, String line) throws IOException {
        Path draft = folder.resolve(name + ".new");
        byte[] text = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        try (Disk.OpenFile file = disk.write(draft)) {
            file.truncate(0);
            file.write(text, 0, text.length, 0);
            file.sync();
        }
        disk.move(draft, folder.resolve(name));
        disk.syncFolder(folder);
    }
}
