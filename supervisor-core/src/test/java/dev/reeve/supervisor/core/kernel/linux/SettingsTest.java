package dev.reeve.supervisor.core.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.supervisor.api.model.Work.ProcessSettings;
import dev.reeve.supervisor.core.kernel.SpawnRequest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the kernel is told about a process.
class SettingsTest extends LinuxKernelScene {
    @Test
    void itHasTheUmask() throws IOException {
        settings = settings(null, null, 0027, null, List.of(), Map.of());
        assertEquals("0027\n", said("umask"));
    }

    @Test
    void itIsAsNiceAsItShallBe() throws IOException {
        settings = settings(null, null, null, 7, List.of(), Map.of());
        assertEquals("7\n", said("nice"));
    }

    @Test
    void itRunsOnItsProcessors() throws IOException {
        settings = settings(null, null, null, null, List.of(0), Map.of());
        assertEquals("Cpus_allowed_list:\t0\n", said("grep Cpus_allowed_list /proc/self/status"));
    }

    @Test
    void processorsThatAreNotThereAreRefused() {
        settings = settings(null, null, null, null, List.of(0, 4000), Map.of());
        assertEquals(
                "cannot spawn `/bin/true`: on the processors [0, 4000]: Invalid argument",
                refused("/bin/true").text());
    }

    @Test
    void itHasItsLimitsFromItsFirstInstruction() throws IOException {
        settings = settings(null, null, null, null, List.of(), Map.of("nofile", 77L, "core", 0L));
        assertEquals("77 77 0\n", said("echo $(ulimit -Sn) $(ulimit -Hn) $(ulimit -c)"));
    }

    @Test
    void limitsKeepTheProgramsPid() throws IOException {
        settings = settings(null, null, null, null, List.of(), Map.of("nofile", 77L));
        var child = shell("echo $$");
        child.ended();
        assertEquals(child.child().pid() + "\n", Files.readString(out()));
    }

    @Test
    void aLimitNobodyKnowsIsRefused() {
        settings = settings(null, null, null, null, List.of(), Map.of("nofiles", 77L));
        assertEquals(
                "cannot spawn `/bin/true`: there is no limit `nofiles`",
                refused("/bin/true").text());
    }

    @Test
    void aMissingProgramIsRefusedWithLimitsToo() {
        settings = settings(null, null, null, null, List.of(), Map.of("nofile", 77L));
        assertEquals(
                "cannot spawn `/no/such/web`: No such file or directory",
                refused("/no/such/web").text());
    }

    @Test
    void itRunsAsItsUserWithNothingLeftOfOurs() throws IOException {
        assumeRoot();
        settings = settings("nobody", null, null, null, List.of(), Map.of());
        List<String> status = statusOfAnother();
        assertEquals("Uid:\t65534\t65534\t65534\t65534", status.get(0));
        assertEquals("Gid:\t65534\t65534\t65534\t65534", status.get(1));
        assertEquals("Groups:\t65534", status.get(2).strip());
        assertEquals("CapPrm:\t0000000000000000", status.get(3));
        assertEquals("CapEff:\t0000000000000000", status.get(4));
    }

    @Test
    void itRunsAsItsUserAndGroupByNumber() throws IOException {
        assumeRoot();
        settings = settings("4321", "1234", null, null, List.of(), Map.of());
        List<String> status = statusOfAnother();
        assertEquals("Uid:\t4321\t4321\t4321\t4321", status.get(0));
        assertEquals("Gid:\t1234\t1234\t1234\t1234", status.get(1));
        assertEquals("Groups:\t1234", status.get(2).strip());
    }

    @Test
    void aUserAndLimitsGoTogether() throws IOException {
        assumeRoot();
        settings = settings("nobody", null, 0077, null, List.of(), Map.of("nofile", 77L));
        List<String> status = statusOfAnother();
        assertEquals("Uid:\t65534\t65534\t65534\t65534", status.get(0));
        assertEquals("Groups:\t65534", status.get(2).strip());
        assertEquals("CapPrm:\t0000000000000000", status.get(3));
    }

    @Test
    void theSupervisorStaysWhoItIs() throws IOException {
        assumeRoot();
        settings = settings("nobody", null, 0077, 5, List.of(0), Map.of());
        List<String> before = own();
        statusOfAnother();
        assertEquals(before, own());
        settings = ProcessSettings.NONE;
        assertEquals("0\n", said("id -u"));
        assertTrue(Files.isReadable(Path.of("/proc/self/environ")));
    }

    @Test
    void itCanOpenItsOutputAnew() throws IOException {
        assumeRoot();
        assumeTrue(Files.exists(Path.of("/dev/stdout")), "/dev/stdout");
        settings = settings("nobody", null, null, null, List.of(), Map.of());
        Path pipe = folder.resolve("pipe");
        kernel.makePipe(pipe);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var got = new StringBuilder();
        try (var reading =
                kernel.readPipe(
                        pipe,
                        bytes -> {
                            while (bytes.hasRemaining()) {
                                got.append((char) bytes.get());
                            }
                        })) {
            spawn(
                            new SpawnRequest(
                                    List.of("/bin/sh", "-c", "echo anew > /dev/stdout"),
                                    Path.of("/"),
                                    environment,
                                    settings,
                                    pipe,
                                    pipe))
                    .ended();
            reading.drain();
        }
        assertEquals("anew\n", got.toString());
    }

    @Test
    void aUserNobodyKnowsIsRefused() {
        settings = settings("no-such-user", null, null, null, List.of(), Map.of());
        assertEquals(
                "cannot spawn `/bin/true`: there is no user `no-such-user`",
                refused("/bin/true").text());
        settings = settings("4321", null, null, null, List.of(), Map.of());
        assertEquals(
                "cannot spawn `/bin/true`: user 4321 has no entry, so its group must be given",
                refused("/bin/true").text());
        settings = settings(null, "no-such-group", null, null, List.of(), Map.of());
        assertEquals(
                "cannot spawn `/bin/true`: there is no group `no-such-group`",
                refused("/bin/true").text());
    }

    @Test
    void whoMayNotBecomeAnotherUserIsRefused() {
        assumeFalse(root(), "root may");
        settings = settings("root", null, null, null, List.of(), Map.of());
        assertTrue(refused("/bin/true").text().endsWith(": Operation not permitted"));
    }

    /// Four lines of a child's status, read by ourselves, since a child in our folder may be
    /// anyone.
    private List<String> statusOfAnother() throws IOException {
        var child =
                spawn(
                        new SpawnRequest(
                                List.of("/bin/sleep", "61"),
                                Path.of("/"),
                                environment,
                                settings,
                                out(),
                                err()));
        // Behind limits, it is somebody else until the last program is executed.
        await(
                () ->
                        Files.readString(Path.of("/proc/" + child.child().pid() + "/comm"))
                                .equals("sleep\n"));
        List<String> found = status(Path.of("/proc/" + child.child().pid() + "/status"));
        child.child().kill();
        child.empty();
        return found;
    }

    private static List<String> own() throws IOException {
        var all = new ArrayList<String>();
        for (var task : new java.io.File("/proc/self/task").list()) {
            Path status = Path.of("/proc/self/task", task, "status");
            if (task.equals(Long.toString(ProcessHandle.current().pid()))) {
                all.addAll(status(status));
            }
        }
        all.addAll(status(Path.of("/proc/thread-self/status")));
        return all;
    }

    private static List<String> status(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("(Uid|Gid|Groups|CapPrm|CapEff|Umask):.*"))
                .sorted(java.util.Comparator.comparing(SettingsTest::rank))
                .toList();
    }

    private static int rank(String line) {
        return List.of("Uid", "Gid", "Groups", "CapPrm", "CapEff", "Umask")
                .indexOf(line.substring(0, line.indexOf(':')));
    }

    private String said(String script) throws IOException {
        Files.deleteIfExists(out());
        shell(script).ended();
        return Files.readString(out());
    }

    private static ProcessSettings settings(
            @Nullable String user,
            @Nullable String group,
            @Nullable Integer umask,
            @Nullable Integer nice,
            List<Integer> affinity,
            Map<String, Long> limits) {
        return new ProcessSettings(user, group, umask, nice, affinity, limits);
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static void assumeRoot() {
        assumeTrue(root(), "root");
    }
}
