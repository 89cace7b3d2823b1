package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.Spawn.Refused;
import dev.reeve.supervisor.core.kernel.SpawnRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Why there is no child, in the system's words and with what they are about.
final class Refusal {
    private static final int LONGEST_FIRST_LINE = 256;

    private Refusal() {}

    /// posix_spawn has refused. It says one number for whatever went wrong: the working directory,
    /// the program, or what it is to be interpreted by; so we look which it was.
    static Refused of(SpawnRequest request, int error) {
        String about = "";
        if (error == Errno.ENOENT || error == Errno.ENOTDIR || error == Errno.EACCES) {
            about = about(request, error == Errno.EACCES);
        }
        return because(request, about + Errno.words(error), Errno.passes(error));
    }

    /// The error number that the program will meet with when it is executed, as far as one can see;
    /// 0 for none.
    static int foreseen(SpawnRequest request) {
        Path program = Path.of(request.command().getFirst());
        if (!Files.exists(program)) {
            return Errno.ENOENT;
        }
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            return Errno.EACCES;
        }
        String interpreter = interpreter(program);
        return interpreter == null || Files.exists(Path.of(interpreter)) ? 0 : Errno.ENOENT;
    }

    /// Something before the spawn was refused.
    ///
    /// @param what the thing it is about: `its output …`
    static Refused of(SpawnRequest request, String what, int error) {
        return because(request, what + ": " + Errno.words(error), Errno.passes(error));
    }

    static Refused because(SpawnRequest request, @Nullable String why, boolean passing) {
        return new Refused("cannot spawn `" + request.command().getFirst() + "`: " + why, passing);
    }

    private static String about(SpawnRequest request, boolean denied) {
        if (!Files.isDirectory(request.directory())) {
            return "its working directory `" + request.directory() + "`: ";
        }
        Path program = Path.of(request.command().getFirst());
        if (Files.isDirectory(program)) {
            return "it is a directory: ";
        }
        if (!Files.isRegularFile(program) || (denied && !Files.isExecutable(program))) {
            return "";
        }
        String interpreter = interpreter(program);
        if (interpreter != null) {
            return "its interpreter `" + interpreter + "`: ";
        }
        return denied ? "" : "the loader it asks for: ";
    }

    /// The program that the first line of a script names, or null where it names none.
    private static @Nullable String interpreter(Path program) {
        byte[] start;
        try (InputStream file = Files.newInputStream(program)) {
            start = file.readNBytes(LONGEST_FIRST_LINE);
        } catch (IOException unreadable) {
            return null;
        }
        String text = new String(start, StandardCharsets.UTF_8);
        if (!text.startsWith("#!")) {
            return null;
        }
        int end = text.indexOf('\n');
        String line = text.substring(2, end < 0 ? text.length() : end).strip();
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(0, blank);
    }
}
