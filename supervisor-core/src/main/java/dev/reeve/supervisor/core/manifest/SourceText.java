package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Location;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Reads a file that a user names, once, into memory, with its limits checked before anything is
/// made of it: a regular file of at most 1 MiB, in UTF-8, with visible characters only.
///
/// A parser alone is no protection: limits of YAML libraries take half a minute to refuse a large
/// scalar.
final class SourceText {
    static final int MOST_BYTES = 1 << 20;

    /// The longest line of a YAML text, in UTF-16 units.
    static final int LONGEST_LINE = 1 << 16;

    private SourceText() {}

    /// The text of a file, or null where it is not fit to be read; the problem is told then.
    ///
    /// @param name the file as the user named it
    /// @param namedBy the value that names the file, where a manifest does
    static @Nullable String of(Path file, String name, Problems problems, @Nullable Value namedBy) {
        try {
            return visible(name, decoded(name, bytes(file, name)));
        } catch (UnreadableText unreadable) {
            if (namedBy != null && unreadable.whole()) {
                namedBy.wrong("names %s: %s".formatted(Shown.path(name), unreadable.text()));
            } else {
                problems.at(unreadable.place(), "", unreadable.text());
            }
            return null;
        }
    }

    /// Refuses lines that are longer than YAML's scanner is quick with.
    static void checkLines(String name, String text) throws UnreadableText {
        int line = 1;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start > LONGEST_LINE) {
                throw new UnreadableText(
                        new Location(name, line, 1),
                        "a line holds at most "
                                + LONGEST_LINE
                                + " characters, this one "
                                + (end - start));
            }
            start = end + 1;
            line++;
        }
    }

    private static byte[] bytes(Path file, String name) throws UnreadableText {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw unreadable(
                        name,
                        attributes.isDirectory()
                                ? "this is a folder"
                                : "this is not a regular file");
            }
            // What says 0 bytes (a file of /proc, say) or grows meanwhile is held to the limit,
            // too.
            byte[] bytes = new byte[0];
            if (attributes.size() <= MOST_BYTES) {
                try (var stream = Files.newInputStream(file)) {
                    bytes = stream.readNBytes(MOST_BYTES + 1);
                }
            }
            if (attributes.size() > MOST_BYTES || bytes.length > MOST_BYTES) {
                throw unreadable(name, "it is larger than 1 MiB");
            }
            return bytes;
        } catch (IOException failure) {
            throw unreadable(name, words(failure));
        }
    }

    private static UnreadableText unreadable(String name, String why) {
        return new UnreadableText(new Location(name, 1, 1), "cannot read it: " + why, true);
    }

    /// The system's words for why a file cannot be used.
    private static String words(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException refused when refused.getReason() != null ->
                    Shown.line(String.valueOf(refused.getReason()));
            default -> Shown.line(String.valueOf(failure.getMessage()));
        };
    }

    private static String decoded(String name, byte[] bytes) throws UnreadableText {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length);
        boolean bad = decoder.decode(in, out, true).isError();
        String text = out.flip().toString();
        if (bad) {
            throw new UnreadableText(
                    after(name, text),
                    "this is not UTF-8 (byte 0x%02x)".formatted(bytes[in.position()]));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// Lets through what YAML 1.2 calls printable (section 5.1), less the two that only look so:
    /// a second byte order mark, and the line break of mainframes.
    private static String visible(String name, String text) throws UnreadableText {
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            boolean printable =
                    (unit >= ' ' && unit < 0x7F)
                            || unit == '\n'
                            || unit == '\t'
                            || unit == '\r'
                            || (unit >= 0xA0 && unit < 0xFFFE && unit != 0xFEFF);
            if (!printable) {
                throw new UnreadableText(
                        after(name, text.substring(0, at)),
                        "the control character U+%04X cannot stand in a manifest"
                                .formatted((int) unit));
            }
        }
        return text;
    }

    private static Location after(String name, String text) {
        int line = 1 + (int) text.chars().filter(unit -> unit == '\n').count();
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return new Location(name, line, 1 + last.codePointCount(0, last.length()));
    }
}
