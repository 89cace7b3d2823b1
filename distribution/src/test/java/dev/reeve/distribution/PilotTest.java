package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/// Manifests as process-pilot's own tests and examples have them run unchanged.
class PilotTest {
    @Test
    void servicesWithBlanksInTheirNamesStartInOrderAndRestart() throws Exception {
        try (var household = new Household()) {
            household.file(
                    "services.json",
                    """
                    {
                      "processes": [
                        {
                          "name": "example 1",
                          "path": "sleep",
                          "args": ["300"],
                          "timeout": 1,
                          "shutdown_strategy": "restart",
                          "dependencies": ["example 2"]
                        },
                        {
                          "name": "example 2",
                          "path": "sleep",
                          "args": ["300"],
                          "timeout": 3.0,
                          "shutdown_strategy": "restart",
                          "dependencies": ["example 3"]
                        },
                        {
                          "name": "example 3",
                          "path": "sleep",
                          "args": ["300"],
                          "timeout": null,
                          "shutdown_strategy": "restart"
                        },
                        {
                          "name": "example 4",
                          "path": "sleep",
                          "args": ["300"],
                          "env": {"ANYTHING": "at all"},
                          "shutdown_strategy": "do_not_restart",
                          "dependencies": ["example 3", "example 2", "example 1"]
                        }
                      ]
                    }
                    """);
            var up = household.up("-f", "services.json");
            household.await("all four run", () -> running(household) == 4);
            var services = household.control().services();
            assertEquals(
                    List.of("example 1", "example 2", "example 3", "example 4"),
                    services.stream().map(service -> service.get("display_name")).toList());
            assertTrue(
                    started(services.get(2)).compareTo(started(services.get(1))) <= 0
                            && started(services.get(1)).compareTo(started(services.get(0))) <= 0
                            && started(services.get(0)).compareTo(started(services.get(3))) <= 0,
                    services.toString());

            var victim = services.getFirst();
            Processes.signal("KILL", Household.pid(victim));
            var name = String.valueOf(victim.get("name"));
            assertNotEquals(Household.pid(victim), household.awaitPid(name, Household.pid(victim)));
            end(household, up);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.json", "example.yaml"})
    void servicesBecomeReadyByPortByPipeAndByFile(String manifest) throws Exception {
        Programs.assumeThere("python3");
        try (var household = householdWithPython()) {
            int port = Household.freePort();
            var folder = household.folder().toString();
            household.file("tcp_service.py", TCP_SERVICE.replace("PORT", Integer.toString(port)));
            household.file("pipe_service.py", PIPE_SERVICE.replace("FOLDER", folder));
            household.file("file_service.py", FILE_SERVICE.replace("FOLDER", folder));
            household.file(
                    manifest,
                    (manifest.endsWith("json") ? JSON : YAML)
                            .replace("PORT", Integer.toString(port))
                            .replace("FOLDER", folder));
            // What an earlier life has left behind must not count.
            household.file("file_service_ready.txt", "stale");
            var up = household.up("-f", manifest);
            household.await("all three run", () -> running(household) == 3);
            for (var service : household.control().services()) {
                assertEquals(1, ((Number) service.get("run")).intValue(), service.toString());
            }
            end(household, up);
        }
    }

    private static final String JSON =
            """
            {
                "processes": [
                  {
                    "name": "tcp_service",
                    "path": "python",
                    "args": ["tcp_service.py"],
                    "ready_strategy": "tcp",
                    "ready_params": {
                      "port": PORT
                    }
                  },
                  {
                    "name": "pipe_service",
                    "path": "python",
                    "args": ["pipe_service.py"],
                    "ready_strategy": "pipe",
                    "ready_params": {
                      "path": "FOLDER/pipe_service_ready"
                    }
                  },
                  {
                    "name": "file_service",
                    "path": "python",
                    "args": ["file_service.py"],
                    "ready_strategy": "file",
                    "ready_params": {
                      "path": "FOLDER/file_service_ready.txt"
                    }
                  }
                ]
              }
            """;

    private static final String YAML =
            """
            processes:
              - name: tcp_service
                path: python
                args: ["tcp_service.py"]
                ready_strategy: tcp
                ready_timeout_sec: 10.0
                ready_params:
                  port: PORT
              - name: pipe_service
                path: python
                args: ["pipe_service.py"]
                ready_strategy: pipe
                ready_params:
                  path: FOLDER/pipe_service_ready
              - name: file_service
                path: python
                args: ["file_service.py"]
                ready_strategy: file
                ready_params:
                  path: FOLDER/file_service_ready.txt
            """;

    private static final String TCP_SERVICE =
            """
            import socket
            import time
            time.sleep(0.5)
            with socket.socket() as s:
                s.bind(("localhost", PORT))
                s.listen()
                while True:
                    connection, _ = s.accept()
                    with connection:
                        while data := connection.recv(1024):
                            connection.sendall(data)
            """;

    /// Removes the pipe that is there, makes one of its own and tries, without blocking, until
    /// somebody reads.
    private static final String PIPE_SERVICE =
            """
            import os
            import time
            path = "FOLDER/pipe_service_ready"
            time.sleep(0.5)
            if os.path.exists(path):
                os.unlink(path)
            os.mkfifo(path, 0o666)
            while True:
                try:
                    pipe = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
                    os.write(pipe, b"ready\\n")
                    while True:
                        time.sleep(1)
                except OSError:
                    time.sleep(0.1)
            """;

    private static final String FILE_SERVICE =
            """
            import pathlib
            import time
            ready = pathlib.Path("FOLDER/file_service_ready.txt")
            if ready.exists():
                ready.unlink()
            time.sleep(1)
            ready.touch()
            while True:
                time.sleep(1)
            """;

    /// With a `python` on PATH, which Debian leaves to another package.
    private static Household householdWithPython() throws IOException {
        var bin = Files.createTempDirectory("python-");
        Files.createSymbolicLink(bin.resolve("python"), Programs.find("python3").orElseThrow());
        return new Household(Map.of("PATH", System.getenv("PATH") + ":" + bin));
    }

    private static long running(Household household) throws IOException {
        return household.control().services().stream()
                .filter(service -> "running".equals(service.get("phase")))
                .count();
    }

    private static String started(Map<String, Object> service) {
        return String.valueOf(service.get("started_at"));
    }

    private static void end(Household household, Process up) throws Exception {
        Processes.signal("TERM", up.pid());
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}
