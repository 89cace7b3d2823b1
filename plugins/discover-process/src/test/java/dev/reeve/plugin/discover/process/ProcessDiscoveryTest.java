package dev.reeve.plugin.discover.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.spi.DiscoveryProvider;
import dev.reeve.supervisor.testkit.DiscoveryProviderContract;
import dev.reeve.supervisor.testkit.FakePlanContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Timeout(60)
class ProcessDiscoveryTest extends DiscoveryProviderContract {
    @TempDir Path folder;
    private final List<ProcessHandle> left = new ArrayList<>();

    @AfterEach
    void theyLeave() {
        left.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    protected DiscoveryProvider finding(Process process) throws IOException {
        Path file = Files.writeString(folder.resolve("pid"), process.pid() + "\n");
        return provider("sleep", null, file);
    }

    @Test
    void whatIsFoundIsDescribed() throws Exception {
        Process process = sleeping("4711");
        Discovered found = only(provider("sleep 4711$", null, null));
        assertEquals(process.pid(), found.pid());
        assertEquals("sleep 4711", found.command());
        assertEquals(System.getProperty("user.name"), found.user());
        assertEquals("process", found.provider());
        assertEquals("sleep", found.suggestedName());
        Instant startedAt = found.startedAt();
        assertNotNull(startedAt);
        assertTrue(Duration.between(startedAt, Instant.now()).abs().toSeconds() < 60);
    }

    @Test
    void wordsWithBlanksAreQuoted() throws Exception {
        started(new ProcessBuilder("sh", "-c", "sleep 600; : it\tdoes").start());
        String command = only(provider(": it does", null, null)).command();
        assertEquals("sh -c 'sleep 600; : it does'", command);
    }

    @Test
    void whoListensOnAPortIsFoundAndItsChildrenAreNot() throws Exception {
        int port = freePort();
        Path script = folder.resolve("serve.pl");
        Files.writeString(
                script,
                """
                use Socket;
                socket(my $s, PF_INET, SOCK_STREAM, 0);
                setsockopt($s, SOL_SOCKET, SO_REUSEADDR, 1);
                bind($s, sockaddr_in(%d, INADDR_LOOPBACK)) or die;
                listen($s, 5);
                fork();
                $| = 1;
                print "up\\n";
                sleep 600;
                """
                        .formatted(port));
        Process server = started(new ProcessBuilder("perl", script.toString()).start());
        try (var said = server.inputReader()) {
            assertEquals("up", said.readLine());
            assertEquals("up", said.readLine());
        }
        server.descendants().forEach(left::add);
        assertEquals(1, left.size() - 1);
        assertEquals(server.pid(), only(provider(null, port, null)).pid());
        assertEquals(List.of(), provider("no such", port, null).discover());
        assertEquals(List.of(), provider(null, freePort(), null).discover());
    }

    @Test
    void withNoOptionDaemonsOfThisUserAreFound() throws Exception {
        Process launcher =
                new ProcessBuilder("setsid", "-f", "sh", "-c", "echo $$ > pid; exec sleep 4712")
                        .directory(folder.toFile())
                        .start();
        launcher.waitFor();
        long pid = pid(folder.resolve("pid"));
        ProcessHandle.of(pid).ifPresent(left::add);
        Process child = sleeping("4713");
        List<Long> found =
                provider(null, null, null).discover().stream().map(Discovered::pid).toList();
        assertTrue(found.contains(pid), "the daemon is not among " + found);
        assertFalse(found.contains(child.pid()), "a child of somebody else is among them");
        assertFalse(found.contains(1L));
    }

    @Test
    void threadsOfTheKernelAreNeverFound() throws Exception {
        for (Discovered found : provider(".", null, null).discover()) {
            assertFalse(found.command().startsWith("[kthreadd]"), found.toString());
        }
        Path kernel = Files.createDirectories(folder.resolve("proc/2"));
        Files.writeString(
                kernel.resolve("stat"), "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0\n");
        Files.writeString(kernel.resolve("cmdline"), "");
        Files.writeString(kernel.resolve("status"), "Uid:\t0\t0\t0\t0\n");
        assertEquals(Optional.empty(), Seen.of(kernel));
        Files.writeString(
                kernel.resolve("stat"), "2 (a) b) (c) S 7 8 9 10 -1 4194560 0 0 0 0 0 0 0 0\n");
        Seen seen = Seen.of(kernel).orElseThrow();
        assertEquals("a) b) (c", seen.name());
        assertEquals(List.of(7L, 9L, 10L), List.of(seen.parent(), seen.session(), seen.terminal()));
        assertEquals("[a) b) (c]", seen.command());
    }

    @Test
    void aProgramsNameBecomesThatOfAService() {
        assertEquals("redis-server", name("redis-server", "/usr/bin/redis-server", "*:6379"));
        assertEquals("nginx", name("nginx", "nginx: master process /usr/sbin/nginx"));
        assertEquals("bash", name("bash", "-bash"));
        assertEquals("my-app.bin", name("x", "/opt/my+app.bin_"));
        assertEquals("a-b", name("a b", ""));
        assertEquals("process", name("(((", ""));
        assertEquals(100, name("x", "y".repeat(300)).length());
    }

    @Test
    void aPidFileThatCannotBeReadSaysWhy() throws Exception {
        Path file = folder.resolve("nobody.pid");
        assertEquals(
                "cannot read `" + file + "`: there is no such file",
                assertThrows(IOException.class, provider(null, null, file)::discover).getMessage());
        Files.writeString(file, "hello");
        assertEquals(
                "`" + file + "` does not begin with the number of a process",
                assertThrows(IOException.class, provider(null, null, file)::discover).getMessage());
        Files.writeString(file, "999999999\n");
        assertEquals(List.of(), provider(null, null, file).discover());
    }

    @Test
    void whatIsNoPatternIsAMistake() {
        assertThrows(IllegalArgumentException.class, () -> provider("(", null, null));
    }

    private static String name(String comm, String first, String... others) {
        List<String> words = new ArrayList<>(List.of(first));
        words.addAll(List.of(others));
        return new Program(comm, words).name();
    }

    private static Discovered only(DiscoveryProvider provider) throws Exception {
        List<Discovered> found = provider.discover();
        assertEquals(1, found.size(), found.toString());
        return found.getFirst();
    }

    private Process sleeping(String seconds) throws IOException {
        return started(new ProcessBuilder("sleep", seconds).start());
    }

    private Process started(Process process) {
        left.add(process.toHandle());
        return process;
    }

    private static long pid(Path file) throws Exception {
        for (int tries = 0; tries < 200 && !(Files.exists(file) && Files.size(file) > 1); tries++) {
            Thread.sleep(20);
        }
        return Long.parseLong(Files.readString(file).strip());
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private DiscoveryProvider provider(
            @Nullable String command, @Nullable Integer port, @Nullable Path pidFile) {
        var options =
                new ProcessDiscovery.Options(
                        Optional.ofNullable(command),
                        Optional.ofNullable(port),
                        Optional.ofNullable(pidFile));
        return new ProcessDiscovery().create(options, new FakePlanContext("one", folder));
    }
}
