package dev.reeve.plugin.forward.loki;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.spi.LogForwarder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Pushes lines to Loki. What a server is too busy for is tried again; what it refuses for good is
/// dropped, and said to be.
final class Pusher implements LogForwarder {
    private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);
    private static final String PATH = "/loki/api/v1/push";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int SHOWN = 200;

    private final URI target;
    private final Map<String, String> labels;
    private final @Nullable String tenant;
    private final @Nullable Path tokenFile;
    private @Nullable HttpClient client;

    Pusher(
            URI server,
            Map<String, String> labels,
            @Nullable String tenant,
            @Nullable Path tokenFile) {
        String given = server.toString().replaceFirst("/+$", "");
        target = URI.create(given.endsWith(PATH) ? given : given + PATH);
        this.labels = labels;
        this.tenant = tenant;
        this.tokenFile = tokenFile;
    }

    @Override
    public void forward(List<LogLine> lines) throws IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response = client().send(request(lines), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IOException("cannot push to " + target + ": " + reason(failure), failure);
        }
        int status = response.statusCode();
        if (status == 429 || status >= 500) {
            throw new IOException(
                    "cannot push to " + target + ": " + status + " " + line(response.body()));
        }
        if (status >= 300) {
            LOG.warn(
                    "{} lines were dropped: {} answers {} {}",
                    lines.size(),
                    target,
                    status,
                    line(response.body()));
        }
    }

    private HttpRequest request(List<LogLine> lines) throws IOException {
        byte[] body = new Batch(labels, lines, Instant.now()).gzipped();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target)
                        .timeout(LONGEST)
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(body));
        if (tenant != null) {
            request.header("X-Scope-OrgID", tenant);
        }
        if (tokenFile != null) {
            // Read each time: tokens are renewed.
            String token = Files.readString(tokenFile).lines().findFirst().orElse("").strip();
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private HttpClient client() {
        HttpClient open = client;
        if (open == null) {
            open =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(CONNECT)
                            .build();
            client = open;
        }
        return open;
    }

    /// The JDK leaves out why it cannot connect.
    private static String reason(IOException failure) {
        String text = failure.getMessage();
        return text == null ? failure.getClass().getSimpleName() : text;
    }

    private static String line(String text) {
        String first = text.lines().findFirst().orElse("");
        return first.length() > SHOWN ? first.substring(0, SHOWN) : first;
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdownNow();
            client.close();
            client = null;
        }
    }
}
