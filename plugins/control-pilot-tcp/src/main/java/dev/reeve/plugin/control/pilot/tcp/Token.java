package dev.reeve.plugin.control.pilot.tcp;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What a request has to show. Only a digest of it is kept.
final class Token {
    private static final long LARGEST = 4 * 1024;

    private final byte[] digest;

    private Token(byte[] digest) {
        this.digest = digest;
    }

    /// The token is the first line of a file.
    ///
    /// @throws IOException if there is none to be had; the text is for the user and holds none
    static Token read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("cannot read a token from `" + file + "`: it is not a file");
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException("cannot read a token from `" + file + "`: over 4 KiB");
        }
        String token = Files.readString(file).lines().findFirst().orElse("").strip();
        if (token.isEmpty()) {
            throw new IOException("cannot read a token from `" + file + "`: line 1 is empty");
        }
        return new Token(digest(token));
    }

    /// Takes as long for a wrong one as for the right one.
    boolean is(@Nullable String shown) {
        return shown != null && MessageDigest.isEqual(digest, digest(shown));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
