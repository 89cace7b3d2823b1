package dev.reeve.supervisor.core.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A file of records that is written on.
///
/// One thread writes at a time; `sync` may be called beside it.
public final class RecordFile implements AutoCloseable {
    private final Disk.OpenFile file;
    private long size;
    private boolean ragged;

    private RecordFile(Disk.OpenFile file, long size) {
        this.file = file;
        this.size = size;
    }

    /// Goes on behind the last good record. What lies behind it is cut off and kept in the file
    /// beside, `NAME.damaged`.
    ///
    /// @param trouble is told once of what is damaged
    public static RecordFile resume(
            Disk disk, Path path, RecordReader.Reading read, Consumer<String> trouble)
            throws IOException {
        Disk.OpenFile file = disk.write(path);
        try {
            long size = Math.max(read.end(), Frame.HEADER);
            if (read.torn()) {
                Damage.keep(disk, path, file, read.end());
                file.truncate(read.end());
                trouble.accept(torn(path, read));
            }
            if (read.headless() || read.end() == 0) {
                byte[] header = Frame.fileHeader();
                file.write(header, 0, header.length, 0);
            }
            return new RecordFile(file, size);
        } catch (IOException failure) {
            close(file, failure);
            throw failure;
        }
    }

    /// A new file; what has its name is written over.
    public static RecordFile create(Disk disk, Path path) throws IOException {
        Disk.OpenFile file = disk.write(path);
        try {
            byte[] header = Frame.fileHeader();
            file.truncate(0);
            file.write(header, 0, header.length, 0);
            return new RecordFile(file, header.length);
        } catch (IOException failure) {
            close(file, failure);
            throw failure;
        }
    }

    /// Hands records to the system: they survive the end of this process, but not yet a loss of
    /// power.
    ///
    /// @return where in the file they begin
    /// @throws IOException none of them counts as written
    public long append(Records records) throws IOException {
        if (ragged) {
            file.truncate(size);
            ragged = false;
        }
        try {
            file.write(records.bytes(), 0, records.length(), size);
        } catch (IOException failure) {
            cutOff(failure);
            throw failure;
        }
        long at = size;
        size += records.length();
        return at;
    }

    /// Returns when what was written would survive a loss of power.
    public void sync() throws IOException {
        file.sync();
    }

    /// In bytes.
    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void cutOff(IOException failure) {
        ragged = true;
        try {
            file.truncate(size);
            ragged = false;
        } catch (IOException also) {
            failure.addSuppressed(also);
        }
    }

    private static void close(Disk.OpenFile file, IOException failure) {
        try {
            file.close();
        } catch (IOException also) {
            failure.addSuppressed(also);
        }
    }

    private static String torn(Path path, RecordReader.Reading read) {
        return "the end of `"
                + path
                + "` cannot be read: its last "
                + (read.size() - read.end())
                + " bytes are now in `"
                + Damage.beside(path)
                + "`";
    }
}
