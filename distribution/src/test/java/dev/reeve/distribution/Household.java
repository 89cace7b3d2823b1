package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.function.ThrowingSupplier;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A folder with a manifest, and the supervisor that runs there: `bin/reeve` of the zip, and
/// nothing of its insides. All it starts carries a mark, so that what is left behind is seen; its
/// name does not begin with `REEVE_`, for services do not inherit such variables.
final class Household implements AutoCloseable {
    static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Below those that the system gives to clients (from 32768 on Linux), and other ones in each
    /// of the machines that run tests side by side: nobody takes one between here and its use.
    private static final AtomicInteger PORTS =
            new AtomicInteger(12_000 + (int) (ProcessHandle.current().pid() % 200) * 100);

    private final Path folder;
    private final String mark = UUID.randomUUID().toString();
    private final Map<String, String> environment;
    private final List<Process> started = new ArrayList<>();
    private final Map<Process, Path> outputs = new HashMap<>();

    Household() throws IOException {
        this(Map.of());
    }

    Household(Map<String, String> environment) throws IOException {
        this.folder = Files.createTempDirectory("household-");
        this.environment = environment;
        Files.setPosixFilePermissions(folder, OPEN);
    }

    /// How a command ended and what it said.
    record Ran(int code, String out, String err) {
        Ran expecting(int expected) {
            assertEquals(expected, code, () -> "exit code; it said " + out + err);
            return this;
        }
    }

    Path folder() {
        return folder;
    }

    Path file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    Path script(String name, String text) throws IOException {
        var file = file(name, text);
        Files.setPosixFilePermissions(file, OPEN);
        return file;
    }

    /// Starts `reeve up` in the foreground and comes back at once.
    Process up(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Unzipped.reeve().toString(), "up"));
        command.addAll(List.of(arguments));
        var process =
                builder(command)
                        .redirectOutput(folder.resolve("up.out").toFile())
                        .redirectError(folder.resolve("up.err").toFile())
                        .start();
        started.add(process);
        return process;
    }

    /// Runs a verb to its end.
    Ran reeve(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Unzipped.reeve().toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /// Starts a verb that goes on until it is ended, and comes back at once.
    Process following(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Unzipped.reeve().toString()));
        command.addAll(List.of(arguments));
        var out = Files.createTempFile(folder, "following", "");
        var process =
                builder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        started.add(process);
        outputs.put(process, out);
        return process;
    }

    /// The file with all that it has said so far.
    Path output(Process follower) {
        return outputs.getOrDefault(follower, folder);
    }

    Ran run(List<String> command) throws IOException, InterruptedException {
        var out = Files.createTempFile("household-out", "");
        var err = Files.createTempFile("household-err", "");
        try {
            var process =
                    builder(command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            started.add(process);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), command + " does not end");
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    Control control() {
        return new Control(folder.resolve(".reeve/control.sock"));
    }

    /// The service as the supervisor tells it, once it is in this phase.
    Map<String, Object> awaitPhase(String name, String phase) throws InterruptedException {
        return await(
                name + " is " + phase,
                () -> {
                    var service = control().service(name);
                    return phase.equals(service.get("phase")) ? service : null;
                });
    }

    long awaitPid(String name, long other) throws InterruptedException {
        var service =
                await(
                        name + " lives again",
                        () -> {
                            var seen = control().service(name);
                            return "running".equals(seen.get("phase")) && pid(seen) != other
                                    ? seen
                                    : null;
                        });
        return pid(service);
    }

    static long pid(Map<String, Object> service) {
        return service.get("pid") instanceof Number pid ? pid.longValue() : 0;
    }

    /// The first value that is not null and not false. What fails meanwhile is asked again.
    <T> T await(String what, ThrowingSupplier<T> question) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Throwable trouble = null;
        while (System.nanoTime() < end) {
            try {
                var answer = question.get();
                if (answer != null && !answer.equals(false)) {
                    return answer;
                }
            } catch (Throwable failure) {
                trouble = failure;
            }
            Thread.sleep(10);
        }
        return fail(what + ": not within " + PATIENCE + "; " + said(), trouble);
    }

    /// The exit code of a supervisor that is about to end.
    int ended(Process supervisor) throws InterruptedException {
        assertTrue(supervisor.waitFor(30, TimeUnit.SECONDS), () -> "it does not end; " + said());
        return supervisor.exitValue();
    }

    /// What `reeve up` has said so far.
    String said() {
        try {
            return Files.readString(folder.resolve("up.out"))
                    + Files.readString(folder.resolve("up.err"));
        } catch (IOException nothing) {
            return "";
        }
    }

    TreeSet<Long> living() throws IOException {
        return Processes.carrying("HOUSEHOLD_MARK=" + mark);
    }

    /// No process and no socket is left.
    void assertNothingLeft() throws IOException, InterruptedException {
        assertEquals(
                List.of(), living().stream().map(Processes::command).toList(), "processes left");
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(
                    List.of(),
                    files.filter(Household::isSocket).map(folder::relativize).toList(),
                    "sockets left");
        }
    }

    static int freePort() throws IOException {
        while (true) {
            int port = PORTS.getAndIncrement();
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException _) {
                // Then the next one.
            }
        }
    }

    /// Ends by force whatever is left.
    @Override
    public void close() throws IOException {
        started.forEach(Process::destroyForcibly);
        for (int round = 0; round < 100 && !living().isEmpty(); round++) {
            for (long pid : living()) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        Folders.delete(folder);
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("HOUSEHOLD_MARK", mark);
        return builder.redirectInput(Path.of("/dev/null").toFile());
    }

    private static boolean isSocket(Path file) {
        try {
            int mode =
                    (Integer)
                            Files.getAttribute(
                                    file, "unix:mode", java.nio.file.LinkOption.NOFOLLOW_LINKS);
            return (mode & 0170000) == 0140000;
        } catch (IOException gone) {
            return false;
        }
    }
}
