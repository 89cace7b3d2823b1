package dev.reeve.plugin.control.xmlrpc.guard;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/// A name and a password, as HTTP's basic authentication shows them (RFC 7617). Only a digest of
/// both is kept.
public final class Password {
    private static final long LARGEST = 4 * 1024;

    private final byte[] digest;

    private Password(byte[] digest) {
        this.digest = digest;
    }

    /// The password is the first line of a file.
    ///
    /// @throws IOException if there is none to be had; the text is for the user and holds none
    public static Password read(String username, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("cannot read a password from `" + file + "`: it is not a file");
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException("cannot read a password from `" + file + "`: over 4 KiB");
        }
        String password = Files.readString(file).lines().findFirst().orElse("");
        if (password.isBlank()) {
            throw new IOException("cannot read a password from `" + file + "`: line 1 is empty");
        }
        return new Password(digest((username + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /// Whether a header `Authorization` shows both. Takes as long for a wrong one as for the right
    /// one.
    boolean opens(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return false;
        }
        try {
            byte[] shown = Base64.getDecoder().decode(header.substring("basic ".length()).strip());
            return MessageDigest.isEqual(digest, digest(shown));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
