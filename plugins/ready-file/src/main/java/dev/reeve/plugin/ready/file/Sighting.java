package dev.reeve.plugin.ready.file;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/// What a look at a file has shown; symbolic links are followed.
///
/// @param inode device and inode, or null where the system has no such thing
/// @param modified when its content was last written; programs may set it to anything
/// @param size in bytes
/// @param stamped when the kernel last changed the inode (written, renamed, linked, touched);
///     programs cannot set it
record Sighting(@Nullable Object inode, FileTime modified, long size, Instant stamped) {
    private static final String WANTED = "fileKey,lastModifiedTime,size";

    /// Looks once.
    ///
    /// @return null where no file is there
    /// @throws IOException where a folder on the way may not be passed, so that one can never know
    static @Nullable Sighting of(Path path) throws IOException {
        boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        try {
            Map<String, Object> seen =
                    Files.readAttributes(path, unix ? "unix:ctime," + WANTED : WANTED);
            FileTime modified = (FileTime) required(seen, "lastModifiedTime");
            FileTime stamped = unix ? (FileTime) required(seen, "ctime") : modified;
            long size = (Long) required(seen, "size");
            return new Sighting(seen.get("fileKey"), modified, size, stamped.toInstant());
        } catch (AccessDeniedException denied) {
            throw new IOException("cannot look at `" + path + "`: permission denied", denied);
        } catch (IOException notThere) {
            // Besides ENOENT: ENOTDIR while a part of the path is still a file, ELOOP.
            return null;
        }
    }

    /// Whether it is the same file with the same content, as far as one can see from outside.
    boolean sameAs(Sighting other) {
        return Objects.equals(inode, other.inode)
                && modified.equals(other.modified)
                && size == other.size;
    }

    private static Object required(Map<String, Object> seen, String attribute) {
        return Objects.requireNonNull(seen.get(attribute), attribute);
    }
}
