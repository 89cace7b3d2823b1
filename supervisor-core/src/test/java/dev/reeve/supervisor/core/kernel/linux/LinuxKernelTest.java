package dev.reeve.supervisor.core.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.KernelContract;
import dev.reeve.supervisor.core.kernel.SpawnRequest;
import dev.reeve.supervisor.core.kernel.Watched;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

class LinuxKernelTest extends KernelContract {
    @Override
    protected Kernel open(TimeSource time) throws IOException {
        assertTrue(LinuxKernel.isHere());
        return new LinuxKernel(time);
    }

    @Test
    void aChildHasASessionAndAGroupOfItsOwn() throws IOException {
        Watched child = shell("cut -d' ' -f5,6 /proc/$$/stat");
        child.ended();
        long pid = child.child().pid();
        assertEquals(pid + " " + pid + "\n", Files.readString(out()));
    }

    @Test
    void aChildHasNoDescriptorsButItsThree() throws IOException {
        Watched child = shell("echo ready; exec sleep 61");
        await(() -> Files.size(out()) > 0);
        var open = new File("/proc/" + child.child().pid() + "/fd").list();
        assertEquals(Set.of("0", "1", "2"), Set.of(Objects.requireNonNull(open)));
    }

    @Test
    void aChildHasDefaultSignalsAndNoneIsBlocked() throws IOException {
        spawn(request("/bin/grep", "-E", "^Sig(Blk|Ign|Pnd)", "/proc/self/status")).ended();
        for (String line : Files.readAllLines(out())) {
            long mask = Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16);
            // Bits 31 and 32 are the C library's own signals.
            assertEquals(0, mask & ~0x180000000L, line);
        }
    }

    @Test
    void aPathWithAnyLettersIsTakenAsItIs() throws IOException {
        Path odd = folder.resolve("a b) R 1 (ü");
        Files.createDirectory(odd);
        Path program = odd.resolve("run ) R 1 1 (x");
        Files.writeString(program, "#!/bin/sh\necho here: $(pwd)\n");
        assertTrue(program.toFile().setExecutable(true));
        var request =
                new SpawnRequest(
                        List.of(program.toString()), odd, environment, settings, out(), err());
        spawn(request).ended();
        assertEquals("here: " + odd + "\n", Files.readString(out()));
    }

    @Test
    void aMissingInterpreterIsNamed() throws IOException {
        Path program = script("#!/no/such/interpreter -x\n", "rwxr-xr-x");
        assertEquals(
                "cannot spawn `"
                        + program
                        + "`: its interpreter `/no/such/interpreter`: No such file or directory",
                refused(program.toString()).text());
    }

    @Test
    void aFileThatIsNoProgramIsRefused() throws IOException {
        Path program = script("\1\2\3", "rwxr-xr-x");
        assertEquals(
                "cannot spawn `" + program + "`: Exec format error",
                refused(program.toString()).text());
    }

    @Test
    void aFolderIsRefusedAsOne() {
        assertEquals(
                "cannot spawn `/etc`: it is a directory: Permission denied",
                refused("/etc").text());
    }

    @Test
    void aWordWithANulIsRefused() {
        assertEquals(
                "cannot spawn `/bin/echo`: a word of it holds a NUL",
                refused("/bin/echo", "a\0b").text());
    }

    @Test
    void aLinkAtTheNameOfALogIsRefused() throws IOException {
        Files.createSymbolicLink(out(), Files.createFile(folder.resolve("victim")));
        assertEquals(
                "cannot spawn `/bin/true`: its output `"
                        + out()
                        + "`: Too many levels of symbolic links",
                refused("/bin/true").text());
    }

    @Test
    void aMegabyteOfArgumentsAndEnvironmentGetsThrough() throws IOException {
        environment = Map.of("PATH", "/usr/bin:/bin", "LONG", "y".repeat(100_000));
        var words = new ArrayList<String>(List.of("/bin/sh", "-c", "echo $# ${#LONG}", "sh"));
        for (int i = 0; i < 10_000; i++) {
            words.add("x".repeat(80));
        }
        spawn(request(words.toArray(String[]::new))).ended();
        assertEquals("10000 100000\n", Files.readString(out()));
        shell("echo small again").ended();
        assertTrue(Files.readString(out()).endsWith("small again\n"));
    }

    @Test
    void aListThatIsTooLongIsRefusedInTheSystemsWords() {
        assertEquals(
                "cannot spawn `/bin/true`: Argument list too long",
                refused("/bin/true", "x".repeat(3_000_000)).text());
    }

    @Test
    void codesAndSignalsAreToldApart() {
        assertEquals(new Exit.Code(137), shell("exit 137").ended().exit());
    }

    @Test
    void fiveHundredChildrenTakeNoThread() {
        shell("exit 0").ended();
        long before = threads();
        var children = new ArrayList<Watched>();
        for (int i = 0; i < 500; i++) {
            children.add(spawn(request("/bin/sleep", "60")));
        }
        assertTrue(threads() <= before);
        children.forEach(child -> child.child().kill());
        children.forEach(Watched::empty);
        assertTrue(threads() <= before);
    }

    @Test
    void descriptorsAreGivenBack() {
        shell("sleep 60 & exit 0").ended();
        long before = descriptors();
        for (int i = 0; i < 50; i++) {
            Watched child = shell("setsid sleep 60 & exit 0");
            child.ended();
            child.child().kill();
            child.empty();
            refused("/no/such/thing");
        }
        assertEquals(before, descriptors());
    }

    @Test
    void processesOfTheJdkKeepTheirExitCodes() throws Exception {
        for (int i = 0; i < 40; i++) {
            Process foreign = new ProcessBuilder("/bin/sh", "-c", "exit 5").start();
            shell("exit 0").ended();
            assertEquals(5, foreign.waitFor());
        }
    }

    @Test
    void aPipeIsMadeOnceAndKept() throws IOException {
        Path pipe = folder.resolve("pipe");
        kernel.makePipe(pipe);
        kernel.makePipe(pipe);
        assertEquals("prw-------", type(pipe));
    }

    @Test
    void somethingElseAtThePipesNameIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        var failure = assertThrows(IOException.class, () -> kernel.makePipe(file));
        assertEquals(
                "cannot make the named pipe `" + file + "`: File exists", failure.getMessage());
        assertThrows(IOException.class, () -> kernel.readPipe(file, bytes -> {}));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("pipe"));
        kernel.makePipe(folder.resolve("pipe"));
        assertThrows(IOException.class, () -> kernel.makePipe(link));
    }

    private static String type(Path path) throws IOException {
        return new String(
                        new ProcessBuilder("/bin/ls", "-ld", path.toString())
                                .start()
                                .getInputStream()
                                .readAllBytes(),
                        StandardCharsets.UTF_8)
                .substring(0, 10);
    }

    /// Threads of Java; a few of the JDK's may end meanwhile.
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("junit"))
                .count();
    }

    private static long descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    @Test
    void aClosedKernelMakesNothing() throws IOException {
        kernel.makePipe(folder.resolve("pipe"));
        kernel.close();
        kernel.close();
        assertEquals(
                "cannot spawn `/bin/sleep`: the kernel is closed",
                refused("/bin/sleep", "61").text());
        assertThrows(IOException.class, () -> kernel.readPipe(folder.resolve("pipe"), bytes -> {}));
    }

    @Test
    void theThreadIsGoneAfterTheClose() {
        kernel.close();
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().equals("kernel")));
    }
}
