package dev.reeve.plugin.control.http.guard;

import dev.reeve.plugin.control.http.call.Role;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// Who may do what over TCP: one `ROLE TOKEN` a line; a token alone is `admin`. Empty lines and
/// those that begin with `#` are passed over. Only digests of the tokens are kept.
public final class Tokens {
    private static final long LARGEST = 64 * 1024;

    // Digests are compared in a way of their own, never by equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record Known(byte[] digest, Role role) {}

    private final List<Known> known;

    private Tokens(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /// @throws IOException if there is no token to be had; the text is for the user and holds none
    public static Tokens read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("cannot read tokens from `" + file + "`: it is not a file");
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException("cannot read tokens from `" + file + "`: over 64 KiB");
        }
        var known = new ArrayList<Known>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                known.add(known(line.strip().split("\\s+"), file, number));
            }
        }
        if (known.isEmpty()) {
            throw new IOException("cannot read tokens from `" + file + "`: there is none in it");
        }
        return new Tokens(known);
    }

    private static Known known(String[] words, Path file, int number) throws IOException {
        Role role = words.length == 1 ? Role.ADMIN : Role.named(words[0]).orElse(null);
        if (role == null || words.length > 2) {
            throw new IOException(
                    "cannot read tokens from `%s`: line %d is not `ROLE TOKEN` with a role of read, operate or admin"
                            .formatted(file, number));
        }
        return new Known(digest(words[words.length - 1]), role);
    }

    /// The role of a token, or null where nobody has it. Takes as long for one as for the other.
    @Nullable Role role(String token) {
        byte[] shown = digest(token);
        Role found = null;
        for (Known each : known) {
            if (MessageDigest.isEqual(each.digest(), shown)) {
                found = each.role();
            }
        }
        return found;
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
