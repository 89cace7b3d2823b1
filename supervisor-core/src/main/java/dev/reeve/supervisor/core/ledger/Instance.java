package dev.reeve.supervisor.core.ledger;

import dev.reeve.supervisor.core.record.Disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/// The name of a state directory, in its file `instance`: made once, by chance, so that no other
/// directory has it.
final class Instance {
    private static final Pattern FORM = Pattern.compile("[0-9a-f-]{36}");

    private Instance() {}

    /// What the file says; else what the ledger knows; else a new one.
    static String of(Disk disk, Path state, String known) {
        String read = read(disk, state.resolve("instance"));
        if (FORM.matcher(read).matches()) {
            return read;
        }
        return FORM.matcher(known).matches() ? known : UUID.randomUUID().toString();
    }

    /// Writes the file unless it says so already.
    static void keep(Disk disk, Path state, String instance) throws IOException {
        Path path = state.resolve("instance");
        if (read(disk, path).equals(instance)) {
            return;
        }
        Path draft = state.resolve("instance.new");
        byte[] text = (instance + "\n").getBytes(StandardCharsets.US_ASCII);
        try (Disk.OpenFile file = disk.write(draft)) {
            file.truncate(0);
            file.write(text, 0, text.length, 0);
            file.sync();
        }
        disk.move(draft, path);
        disk.syncFolder(state);
    }

    private static String read(Disk disk, Path path) {
        byte[] text = new byte[64];
        try (Disk.OpenFile file = disk.read(path)) {
            int length = file.read(text, 0, text.length, 0);
            return new String(text, 0, length, StandardCharsets.US_ASCII).strip();
        } catch (IOException _) {
            return "";
        }
    }
}
