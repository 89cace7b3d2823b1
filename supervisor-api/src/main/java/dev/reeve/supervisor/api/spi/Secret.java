package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A secret as an option: a text, or where one lies (`{env: NAME}`, `{file: PATH}`). That there is
/// one is checked while planning; it is read when it is needed, so one that has changed by then is
/// the new one. No form of it shows its text.
@Api
public sealed interface Secret {
    /// What is shown instead of a text.
    String HIDDEN = "***";

    /// The secret itself. May block on the disk.
    ///
    /// @throws IOException where it cannot be read; the text is for the user
    String reveal() throws IOException;

    /// One that is written in the manifest itself.
    record Text(String text) implements Secret {
        @Override
        public String reveal() {
            return text;
        }

        @Override
        public String toString() {
            return HIDDEN;
        }
    }

    /// One in an environment variable of the supervisor.
    record Variable(String name) implements Secret {
        @Override
        public String reveal() throws IOException {
            String value = System.getenv(name);
            if (value == null) {
                throw new IOException("the environment variable `" + name + "` is not set");
            }
            return value;
        }
    }

    /// One in a file, in UTF-8; a line break at its end is not part of it.
    ///
    /// @param path absolute
    record InFile(Path path) implements Secret {
        @Override
        public String reveal() throws IOException {
            try {
                String whole = Files.readString(path);
                int end = whole.endsWith("\n") ? whole.length() - 1 : whole.length();
                return whole.substring(0, end > 0 && whole.charAt(end - 1) == '\r' ? end - 1 : end);
            } catch (NoSuchFileException gone) {
                throw new IOException("there is no file " + path, gone);
            } catch (IOException failure) {
                throw new IOException("cannot read the secret in " + path, failure);
            }
        }
    }
}
