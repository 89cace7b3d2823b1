package dev.reeve.supervisor.launcher.client;

import dev.reeve.supervisor.launcher.Failure;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriter;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Asks a supervisor, one connection a request. May be used by many threads.
public final class Client {
    /// The most that the API gives at once.
    private static final int PAGE = 100;

    private static final String JSON = "application/json";

    private final Door door;
    private final @Nullable String token;

    /// @param token for `Authorization: Bearer`, or null
    public Client(Door door, @Nullable String token) {
        this.door = door;
        this.token = token;
    }

    /// A word as it may stand in a path or a query.
    public static String escaped(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Whether the supervisor is on this machine for sure.
    public boolean isLocal() {
        return door.isLocal();
    }

    /// What people call the place where the supervisor listens.
    public String place() {
        return door.name();
    }

    /// Waits for another supervisor to come there.
    public Comeback comeback() {
        return Comeback.at(door);
    }

    /// The object at this path.
    public Map<String, Object> get(String path) throws Failure {
        try (var answer = send("GET", path, null, JSON)) {
            return Json.object(answer.good().json());
        }
    }

    /// All items of a list, read page by page.
    public List<Map<String, Object>> list(String path) throws Failure {
        return pages(path, this::get);
    }

    /// All items that a search has found, page by page.
    public List<Map<String, Object>> search(String path, Map<String, Object> body) throws Failure {
        return pages(path, page -> post(page, body));
    }

    private interface Paged {
        Map<String, Object> at(String path) throws Failure;
    }

    private static List<Map<String, Object>> pages(String path, Paged paged) throws Failure {
        var items = new ArrayList<Map<String, Object>>();
        while (true) {
            Map<String, Object> page =
                    paged.at(path + "?limit=" + PAGE + "&offset=" + items.size());
            List<Map<String, Object>> found = Json.objects(page.get("items"));
            items.addAll(found);
            boolean more = page.get("total") instanceof Number n && items.size() < n.intValue();
            if (found.isEmpty() || !more) {
                return items;
            }
        }
    }

    /// Asks for something to be done, and waits until it is.
    ///
    /// @param body plain values
    public Map<String, Object> post(String path, Map<String, Object> body) throws Failure {
        try (var answer = send("POST", path, body, JSON)) {
            return Json.object(answer.good().json());
        }
    }

    /// Takes away what is at this path.
    public void delete(String path) throws Failure {
        try (var answer = send("DELETE", path, null, JSON)) {
            answer.good();
        }
    }

    /// What is at this path, as text.
    public String text(String path, String type) throws Failure {
        try (var answer = send("GET", path, null, type)) {
            return answer.good().text();
        }
    }

    /// Server-sent events as they come.
    ///
    /// @param after the `Last-Event-ID`, or null for what comes from now on
    public Frames follow(String path, @Nullable Long after) throws Failure {
        var answer = send("GET", path, null, "text/event-stream", after);
        try {
            return new Frames(answer.good());
        } catch (Failure refused) {
            answer.close();
            throw refused;
        }
    }

    private Answer send(
            String method, String path, @Nullable Map<String, Object> body, String accept)
            throws Failure {
        return send(method, path, body, accept, null);
    }

    private Answer send(
            String method,
            String path,
            @Nullable Map<String, Object> body,
            String accept,
            @Nullable Long after)
            throws Failure {
        Line line = door.open();
        try {
            write(line.out(), request(method, path, accept, after), body);
            return Answer.read(line);
        } catch (IOException | HttpException failure) {
            line.close();
            throw Failure.of(
                    Failure.NOBODY_ANSWERS,
                    "the supervisor at " + door.name() + " broke off: " + failure.getMessage());
        }
    }

    private ClassicHttpRequest request(
            String method, String path, String accept, @Nullable Long after) {
        var request = new BasicClassicHttpRequest(method, path);
        request.addHeader("Host", door.host());
        request.addHeader("Accept", accept);
        request.addHeader("User-Agent", "reeve");
        request.addHeader("Connection", "close");
        if (after != null) {
            request.addHeader("Last-Event-ID", after.toString());
        }
        if (token != null) {
            request.addHeader("Authorization", "Bearer " + token);
        }
        return request;
    }

    private static void write(
            OutputStream out, ClassicHttpRequest request, @Nullable Map<String, Object> body)
            throws IOException, HttpException {
        byte[] bytes =
                body == null ? new byte[0] : Json.compact(body).getBytes(StandardCharsets.UTF_8);
        if (body != null) {
            request.addHeader("Content-Type", JSON);
            request.addHeader("Content-Length", bytes.length);
        }
        var buffer = new SessionOutputBufferImpl(4096);
        new DefaultHttpRequestWriter().write(request, buffer, out);
        buffer.write(bytes, out);
        buffer.flush(out);
    }
}
