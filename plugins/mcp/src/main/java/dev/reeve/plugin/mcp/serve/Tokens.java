package dev.reeve.plugin.mcp.serve;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// Who may do what, by the same file that the control server `http` reads: one `ROLE TOKEN` a line;
/// a token alone is `admin`; empty lines and those that begin with `#` say nothing. Only digests
/// stay.
final class Tokens {
    private static final long LARGEST = 64 * 1024;

    // Digests are compared in a way of their own, never by equals.
    @SuppressWarnings("ArrayRecordComponent")
    private record Known(byte[] digest, Role role) {}

    private final List<Known> known;

    private Tokens(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /// @throws IOException if no token can be had; the text is for the user and holds none
    static Tokens read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw cannot(file, "it is no file of at most 64 KiB");
        }
        var known = new ArrayList<Known>();
        List<String> lines = Files.readAllLines(file);
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                known.add(known(line.split("\\s+"), file, at + 1));
            }
        }
        if (known.isEmpty()) {
            throw cannot(file, "there is none in it");
        }
        return new Tokens(known);
    }

    private static Known known(String[] words, Path file, int number) throws IOException {
        Role role = words.length == 1 ? Role.ADMIN : Role.named(words[0]).orElse(null);
        if (role == null || words.length > 2) {
            throw cannot(
                    file,
                    "line "
                            + number
                            + " is not `ROLE TOKEN` with a role of read, operate or admin");
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

    private static IOException cannot(Path file, String why) {
        return new IOException("cannot read tokens from `" + file + "`: " + why);
    }
}
