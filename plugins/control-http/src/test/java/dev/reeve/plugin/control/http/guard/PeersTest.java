package dev.reeve.plugin.control.http.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.call.Role;
import dev.reeve.plugin.control.http.call.Site;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.plugin.control.http.wire.Server;
import dev.reeve.plugin.control.http.wire.UnixEntrance;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

@Timeout(30)
class PeersTest {
    @TempDir Path folder;

    @Test
    void theHighestOfAllThatIsSaidOfSomeoneCounts() throws IOException {
        var peers =
                Peers.of(
                        Map.of(
                                Role.READ, List.of("nobody", "daemon"),
                                Role.OPERATE, List.of("nobody", "group:daemon"),
                                Role.ADMIN, List.of()));
        assertEquals(Role.OPERATE, peers.role("nobody", "nogroup"));
        assertEquals(Role.READ, peers.role("daemon", "nogroup"));
        assertEquals(Role.OPERATE, peers.role("daemon", "daemon"));
        assertEquals(Role.NONE, peers.role("games", "games"));
    }

    @Test
    void aUserOrGroupThatIsNotThereIsAMistake() {
        for (String name : List.of("no-such-user", "group:no-such-group")) {
            var mistake =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> Peers.of(Map.of(Role.READ, List.of(name))));
            assertTrue(mistake.getMessage().contains("no-such-"), mistake.getMessage());
        }
    }

    @Test
    void theSocketIsOpenToAllAndDecidesByWhoComes() throws Exception {
        Path socket = folder.resolve("open/control.sock");
        var supervisor = new FakeSupervisor().with(FakeService.running("web"));
        var peers = Peers.of(Map.of(Role.READ, List.of("nobody")));
        try (var _ =
                        Server.start(
                                UnixEntrance.open(socket, peers),
                                new Site(supervisor, new PeerGuard()),
                                Limits.DEFAULT);
                var owner = new Client(UnixDomainSocketAddress.of(socket))) {
            assertEquals(
                    "rw-rw-rw-",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            assertEquals("admin", owner.get("/v1/whoami").at("role"));
            assumeTrue(
                    Files.getOwner(folder).getName().equals("root"), "only root becomes another");
            assumeTrue(Files.exists(Path.of("/usr/bin/curl")), "curl is not here");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            assertEquals("{\"role\":\"read\"} 200", as("nobody", socket, "GET", "/v1/whoami"));
            assertTrue(as("nobody", socket, "POST", "/v1/services/web/stop").endsWith(" 403"));
            assertTrue(as("daemon", socket, "GET", "/v1/whoami").endsWith(" 403"));
            assertEquals(List.of(), supervisor.asked());
        }
    }

    private static String as(String user, Path socket, String method, String path)
            throws Exception {
        Process curl =
                new ProcessBuilder(
                                "setpriv",
                                "--reuid=" + user,
                                "--regid=" + (user.equals("nobody") ? "nogroup" : user),
                                "--clear-groups",
                                "curl",
                                "-s",
                                "-w",
                                " %{http_code}",
                                "-X",
                                method,
                                "--unix-socket",
                                socket.toString(),
                                "http://reeve" + path)
                        .redirectErrorStream(true)
                        .start();
        String told = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        curl.waitFor();
        return told;
    }
}
