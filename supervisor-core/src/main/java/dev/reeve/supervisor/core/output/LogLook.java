package dev.reeve.supervisor.core.output;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;

/// What holds of the log at this moment.
///
/// @param channel reads the present file, also when it makes way meanwhile; to be closed by the
///     caller; null where there is none
/// @param end how long it is
/// @param wholeEnd where its last whole line ends
/// @param marks says when its bytes came
/// @param older its older files, oldest first
record LogLook(
        @Nullable FileChannel channel,
        long end,
        long wholeEnd,
        MarkTable marks,
        List<Archive.Old> older)
        implements AutoCloseable {
    /// The same, of a file that ends earlier.
    LogLook until(long otherEnd, long otherWholeEnd) {
        return new LogLook(
                channel, Math.min(end, otherEnd), Math.min(wholeEnd, otherWholeEnd), marks, older);
    }

    @Override
    public void close() {
        marks.close();
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // It was read only.
        }
    }
}
