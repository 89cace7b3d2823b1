package dev.reeve.supervisor.core.record;

import java.io.IOException;
import java.nio.file.Path;

/// A file was written by a later version of Reeve, in a form that this one does not know. It was
/// not touched.
public final class NewerFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    NewerFormatException(Path file, int version, int ours) {
        super(
                "cannot use `"
                        + file
                        + "`: it has the format "
                        + Integer.toUnsignedString(version)
                        + " of a later version; this one knows "
                        + ours);
    }
}
