package dev.reeve.supervisor.core.ledger;

import dev.reeve.supervisor.core.record.Disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/// The name of a state directory, in its file `instance`: made once, by chance, so that no other
/// directory has it.
final class Instance {
    private static final Pattern FORM = Pattern.compile("[0-9a-f-]{36}");

    private static final String FILE = "instance";

    private Instance() {}

    /// What the file says; else what the ledger knows; else a new one.
    static String of(Disk disk, Path state, String known) {
        String read = SmallFile.read(disk, state.resolve(FILE));
        if (FORM.matcher(read).matches()) {
            return read;
        }
        return FORM.matcher(known).matches() ? known : UUID.randomUUID().toString();
    }

    /// Writes the file unless it says so already.
    static void keep(Disk disk, Path state, String instance) throws IOException {
        if (!SmallFile.read(disk, state.resolve(FILE)).equals(instance)) {
            SmallFile.write(disk, state, FILE, instance);
        }
    }
}
