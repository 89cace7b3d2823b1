package dev.reeve.supervisor.core.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The little that records need of a file system. Tests have one that fails.
///
/// Every call blocks, on any thread; none is disturbed by an interrupt of its thread.
public interface Disk {
    /// A file that is open.
    interface OpenFile extends AutoCloseable {
        /// In bytes.
        long size() throws IOException;

        /// Reads from a place in the file.
        ///
        /// @return how many bytes; fewer than asked for only at the end of the file
        int read(byte[] into, int from, int length, long at) throws IOException;

        /// Writes all of it at a place in the file.
        ///
        /// @throws IOException when some of it was not written; the rest may have been
        void write(byte[] bytes, int from, int length, long at) throws IOException;

        /// Cuts the file off at this size.
        void truncate(long size) throws IOException;

        /// Returns when what was written would survive a loss of power.
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }

    /// Opens for reading.
    ///
    /// @throws java.nio.file.NoSuchFileException where there is none
    OpenFile read(Path file) throws IOException;

    /// Opens for reading and writing. A file that is not there is made; its user alone may read it
    /// (0600).
    OpenFile write(Path file) throws IOException;

    /// The names of what lies in a folder, sorted; none where there is no such folder.
    List<String> names(Path folder) throws IOException;

    /// Makes a folder, and those above it, for its user alone (0700), unless it is there.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException where something else has its name
    void makeFolder(Path folder) throws IOException;

    /// Whether there is something of this name that is not a plain file.
    boolean isForeign(Path file);

    /// Gives a file another name, at one stroke; a file that had that name is gone.
    void move(Path from, Path to) throws IOException;

    /// Deletes a file if it is there.
    void delete(Path file) throws IOException;

    /// Returns when new names in the folder would survive a loss of power.
    void syncFolder(Path folder) throws IOException;

    /// The file system of this machine.
    static Disk system() {
        return new SystemDisk();
    }
}
