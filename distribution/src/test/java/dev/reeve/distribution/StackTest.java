package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Debian's redis, PostgreSQL and nginx, and an application that needs all three.
class StackTest {
    private static final List<String> SERVERS = List.of("redis", "postgresql", "nginx");

    @Test
    void aRealStackComesUpInOrderSurvivesKillsAndGoesDownInReverse() throws Exception {
        Programs.assumeThere("redis-server", "nginx", "python3");
        var postgresql = Programs.postgresql();
        Assumptions.assumeTrue(
                postgresql.isPresent(), "skipped: there is no PostgreSQL on this machine");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "skipped: PostgreSQL needs a user of its own, and only root can become it");
        int app = Household.freePort();
        try (var household = new Household(ports(postgresql.get().toString(), app))) {
            household.file("reeve.yaml", MANIFEST);
            household.file("nginx/nginx.conf", NGINX.replace("WEB", ports.get("WEB")));
            household.file("app.py", APP);
            var up = household.up();
            household.awaitPhase("app", "running");
            assertEquals("redis postgresql nginx", ask(app));
            startedInOrder(household);
            for (var name : SERVERS) {
                comesBack(household, name);
                household.await("the app reaches all again", () -> ask(app));
            }
            assertEquals(1, run(household.control().service("app")), "runs of app");

            goesDownInReverse(household, up);
        }
    }

    private static void startedInOrder(Household household) throws IOException {
        var begun = String.valueOf(household.control().service("app").get("started_at"));
        for (var name : SERVERS) {
            var ready = String.valueOf(household.control().service(name).get("ready_at"));
            assertTrue(
                    ready.compareTo(begun) <= 0,
                    name + " is ready at " + ready + ", app began " + begun);
        }
    }

    private static void comesBack(Household household, String name) throws Exception {
        long pid = Household.pid(household.control().service(name));
        Processes.signal("KILL", pid);
        household.awaitPid(name, pid);
        assertEquals("running", household.control().service("app").get("phase"));
    }

    private static void goesDownInReverse(Household household, Process up) throws Exception {
        var pids = new LinkedHashMap<String, Long>();
        for (var service : household.control().services()) {
            if (Household.pid(service) != 0) {
                pids.put(String.valueOf(service.get("name")), Household.pid(service));
            }
        }
        assertEquals(4, pids.size(), pids.toString());
        var ended = new ArrayList<String>();
        Processes.signal("TERM", up.pid());
        household.await(
                "all have ended",
                () -> {
                    for (var entry : pids.entrySet()) {
                        if (!ended.contains(entry.getKey()) && !Processes.alive(entry.getValue())) {
                            ended.add(entry.getKey());
                        }
                    }
                    return ended.size() == pids.size();
                });
        assertEquals("app", ended.getFirst(), ended.toString());
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }

    private static int run(Map<String, Object> service) {
        return ((Number) service.get("run")).intValue();
    }

    private static String ask(int port) throws IOException {
        try (var in = URI.create("http://127.0.0.1:" + port).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private final Map<String, String> ports = new LinkedHashMap<>();

    private Map<String, String> ports(String postgresql, int app) throws IOException {
        ports.put("PG", postgresql);
        ports.put("APP", Integer.toString(app));
        for (var name : List.of("REDIS", "POSTGRESQL", "WEB")) {
            ports.put(name, Integer.toString(Household.freePort()));
        }
        return ports;
    }

    private static final String MANIFEST =
            """
            defaults: {restart: {policy: always, max_attempts: -1, backoff: {initial: 100ms}}}
            services:
              folder:
                command: [install, -d, -o, postgres, -m, "0700", postgresql]
                restart: never
              cluster:
                command: ["${PG}/initdb", -D, postgresql, -A, trust, -N, --locale=C]
                user: postgres
                restart: never
                depends_on: {folder: {condition: completed_successfully}}
              redis:
                command: [redis-server, --port, "${REDIS}", --unixsocket, redis.sock, --appendonly, "no"]
                ready: {tcp: {port: "${REDIS}"}}
              postgresql:
                command: ["${PG}/postgres", -D, postgresql, -p, "${POSTGRESQL}", -k, ".", -h, 127.0.0.1]
                user: postgres
                depends_on: {cluster: {condition: completed_successfully}}
                ready: {tcp: {port: "${POSTGRESQL}"}, timeout: 30s}
                stop: {signal: INT, timeout: 20s}
              nginx:
                command: [nginx, -e, stderr, -p, nginx, -c, nginx.conf, -g, "daemon off;"]
                ready: {tcp: {port: "${WEB}"}}
                stop: {signal: QUIT}
              app:
                command: [python3, app.py, "${APP}", "${REDIS}", "${POSTGRESQL}", "${WEB}"]
                depends_on: [redis, postgresql, nginx]
                ready: {tcp: {port: "${APP}"}}
            """;

    private static final String NGINX =
            """
            pid nginx.pid;
            worker_processes 2;
            events {}
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:WEB;
                    location / { return 200 "nginx"; }
                }
            }
            """;

    /// Ends with an error unless all three answer when it starts, and then tells who answers now.
    private static final String APP =
            """
            import http.server
            import socket
            import sys
            import urllib.request

            port, redis, postgresql, web = map(int, sys.argv[1:])

            def said(to, words):
                with socket.create_connection(("127.0.0.1", to), timeout=5) as connection:
                    connection.sendall(words)
                    return connection.recv(100)

            def answering():
                assert said(redis, b"PING\\r\\n").startswith(b"+PONG")
                assert said(postgresql, bytes.fromhex("0000000804d2162f")) in (b"N", b"S")  # SSL, please?
                with urllib.request.urlopen(f"http://127.0.0.1:{web}/", timeout=5) as answer:
                    assert answer.read() == b"nginx"
                return b"redis postgresql nginx"

            class App(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    text = answering()
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(text)

            answering()
            http.server.HTTPServer(("127.0.0.1", port), App).serve_forever()
            """;
}
