package dev.reeve.plugin.session.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// HTTP clients, each shared by all sessions that trust the same certificates: a client has a
/// thread and a pool of connections of its own. It lives as long as one of them uses it.
final class Clients {
    private final Map<Optional<Path>, Shared> clients = new HashMap<>();

    private static final class Shared {
        final HttpClient client;
        int users;

        Shared(HttpClient client) {
            this.client = client;
        }
    }

    /// A client; whoever takes it gives it back.
    synchronized HttpClient take(Optional<Path> caFile) throws IOException {
        Shared shared = clients.get(caFile);
        if (shared == null) {
            shared = new Shared(made(caFile));
            clients.put(caFile, shared);
        }
        shared.users++;
        return shared.client;
    }

    /// Gives a client back; the last one ends it.
    void give(Optional<Path> caFile) {
        HttpClient last = null;
        synchronized (this) {
            Shared shared = clients.get(caFile);
            if (shared != null && --shared.users == 0) {
                clients.remove(caFile);
                last = shared.client;
            }
        }
        if (last != null) {
            last.shutdownNow();
        }
    }

    private static HttpClient made(Optional<Path> caFile) throws IOException {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1);
        @Nullable Path file = caFile.orElse(null);
        return (file == null ? builder : builder.sslContext(Trust.of(file))).build();
    }
}
