package dev.reeve.distribution;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Maven Central as far as this build has come to know it: what lies in its local repository, which
/// has the same layout. So what a newcomer downloads is there without a network, and it is known
/// what he has asked for.
final class Central implements AutoCloseable {
    private static final Path KNOWN = Path.of(System.getProperty("reeve.local.repository"));
    private static final String PLUGINS = "org/apache/maven/plugins";

    private final Set<String> asked = new ConcurrentSkipListSet<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    Central() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /// Every path that was asked for, also those that are not there.
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().substring(1);
            asked.add(path);
            var body = body(path);
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                boolean head = exchange.getRequestMethod().equals("HEAD");
                exchange.sendResponseHeaders(200, head || body.length == 0 ? -1 : body.length);
                if (!head) {
                    exchange.getResponseBody().write(body);
                }
            }
        }
    }

    private static byte[] body(String path) throws IOException {
        var file = KNOWN.resolve(path).normalize();
        if (file.startsWith(KNOWN) && Files.isRegularFile(file)) {
            return Files.readAllBytes(file);
        }
        var folder = file.getParent();
        if (file.endsWith("maven-metadata.xml") && Files.isDirectory(folder)) {
            var text = folder.endsWith(PLUGINS) ? prefixes(folder) : versions(folder);
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return null;
    }

    /// By which word each of Maven's own plugins is called.
    private static String prefixes(Path folder) throws IOException {
        return names(folder).stream()
                .filter(name -> name.matches("maven-.*-plugin"))
                .map(
                        name ->
                                "<plugin><prefix>%s</prefix><artifactId>%s</artifactId></plugin>"
                                        .formatted(name.replaceAll("maven-|-plugin", ""), name))
                .collect(Collectors.joining("", "<metadata><plugins>", "</plugins></metadata>"));
    }

    /// The versions of which there is a JAR.
    private static String versions(Path folder) throws IOException {
        var artifact = folder.getFileName().toString();
        var versions =
                names(folder).stream()
                        .filter(
                                name ->
                                        Files.exists(
                                                folder.resolve(name)
                                                        .resolve(artifact + "-" + name + ".jar")))
                        .map(Version::parse)
                        .sorted()
                        .map(Version::toString)
                        .toList();
        return "<metadata><artifactId>%s</artifactId><versioning>%s<versions>%s</versions></versioning></metadata>"
                .formatted(
                        artifact,
                        versions.isEmpty() ? "" : "<release>" + versions.getLast() + "</release>",
                        versions.stream()
                                .map(version -> "<version>" + version + "</version>")
                                .collect(Collectors.joining()));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
