package dev.reeve.supervisor.core.ledger;

import dev.reeve.supervisor.core.record.Damage;
import dev.reeve.supervisor.core.record.Disk;
import dev.reeve.supervisor.core.record.NewerFormatException;
import dev.reeve.supervisor.core.record.RecordFile;
import dev.reeve.supervisor.core.record.RecordReader;
import dev.reeve.supervisor.core.record.Records;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// The file of a ledger. It grows by one record an entry, and is written anew where most of it
/// means nothing any more. Guarded by the ledger.
final class LedgerFile {
    private static final long SMALL = 256 * 1024;
    private static final int MOSTLY_DEAD = 4;

    private final Disk disk;
    private final Path path;
    private long number;
    private long compactSize;
    private @Nullable RecordFile file;

    LedgerFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    /// Reads all entries. A file that cannot be used is written anew with the first entry.
    ///
    /// @throws NewerFormatException the file was not touched
    void open(Account account, Consumer<String> trouble) throws NewerFormatException {
        try {
            Damage.moveForeignAside(disk, path, trouble);
            var read =
                    RecordReader.read(
                            disk,
                            path,
                            0,
                            (_, _, buffer, from, length) ->
                                    take(account, trouble, buffer, from, length));
            number = read.last();
            if (read.skipped() > 0 || (read.headless() && read.end() > 0)) {
                trouble.accept(
                        "`"
                                + path
                                + "` is damaged: "
                                + read.skipped()
                                + " bytes of it are passed over");
            }
            file = RecordFile.resume(disk, path, read, trouble);
            if (read.size() == 0) {
                disk.syncFolder(path.resolveSibling(""));
            }
        } catch (NewerFormatException newer) {
            throw newer;
        } catch (IOException failure) {
            trouble.accept("cannot use `" + path + "`: " + failure.getMessage());
        }
    }

    /// Hands an entry to the system.
    ///
    /// @param account with the entry in it
    /// @throws IOException it is not written; the next call writes the whole account
    void add(Entry entry, Account account) throws IOException {
        RecordFile current = file;
        if (current == null
                || (current.size() > SMALL && current.size() > compactSize * MOSTLY_DEAD)) {
            writeAnew(account);
            return;
        }
        try {
            current.append(records(List.of(entry)));
        } catch (IOException failure) {
            file = null;
            close(current);
            throw failure;
        }
    }

    /// What was written would survive a loss of power.
    void sync() throws IOException {
        if (file != null) {
            file.sync();
        }
    }

    /// Writes the account into a new file, which then takes the place of the old one.
    void writeAnew(Account account) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        if (disk.isForeign(draft)) {
            Damage.moveAside(disk, draft);
        }
        RecordFile begun = RecordFile.create(disk, draft);
        try {
            begun.append(records(account.entries()));
            begun.sync();
            disk.move(draft, path);
            disk.syncFolder(path.resolveSibling(""));
        } catch (IOException failure) {
            close(begun);
            throw failure;
        }
        RecordFile before = file;
        file = begun;
        compactSize = begun.size();
        if (before != null) {
            close(before);
        }
    }

    void close() throws IOException {
        if (file != null) {
            file.sync();
            file.close();
            file = null;
        }
    }

    private Records records(List<Entry> entries) {
        var records = new Records();
        for (Entry entry : entries) {
            number++;
            byte[] body = EntryJson.write(entry);
            records.add(number, body, body.length);
        }
        return records;
    }

    private void take(
            Account account, Consumer<String> trouble, byte[] buffer, int from, int length) {
        try {
            account.take(EntryJson.read(buffer, from, length));
        } catch (IOException strange) {
            trouble.accept("cannot read an entry of `" + path + "`: " + strange.getMessage());
        }
    }

    private static void close(RecordFile file) {
        try {
            file.close();
        } catch (IOException _) {
            // It is not written to any more.
        }
    }
}
