package dev.reeve.distribution;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Asks a supervisor's control socket; JSON is read as the YAML that it also is.
record Control(Path socket) {
    @SuppressWarnings("unchecked")
    Map<String, Object> service(String name) throws IOException {
        return (Map<String, Object>) ask("/v1/services/" + name);
    }

    List<Map<String, Object>> services() throws IOException {
        return all("/v1/services?");
    }

    /// From the first to the last.
    List<Map<String, Object>> events() throws IOException {
        return all("/v1/events?");
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> supervisor() throws IOException {
        return (Map<String, Object>) ask("/v1/supervisor");
    }

    /// A whole list, page by page.
    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> all(String list) throws IOException {
        var all = new ArrayList<Map<String, Object>>();
        List<Map<String, Object>> page;
        do {
            var answer = (Map<String, Object>) ask(list + "limit=100&offset=" + all.size());
            page = (List<Map<String, Object>>) answer.get("items");
            all.addAll(page);
        } while (page.size() == 100);
        return all;
    }

    /// What is at this path: an object.
    @SuppressWarnings("unchecked")
    Map<String, Object> get(String path) throws IOException {
        return (Map<String, Object>) ask(path);
    }

    /// The items of a list, from the first to the last.
    ///
    /// @param list with a `?`
    List<Map<String, Object>> items(String list) throws IOException {
        return all(list);
    }

    /// What is answered to a JSON object.
    @SuppressWarnings("unchecked")
    Map<String, Object> post(String path, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST %s HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                .formatted(path)
                        + "Content-Length: "
                        + body.length
                        + "\r\n\r\n";
        return (Map<String, Object>) said(path, head + json);
    }

    private Object ask(String path) throws IOException {
        return said(path, "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n");
    }

    private Object said(String path, String request) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            var answer = new ByteArrayOutputStream();
            var buffer = ByteBuffer.allocate(64 * 1024);
            while (channel.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            var text = answer.toString(StandardCharsets.UTF_8);
            if (!text.matches("(?s)HTTP/1\\.[01] 20[012].*")) {
                throw new IOException(path + " is answered by " + text);
            }
            return new Load(LoadSettings.builder().build())
                    .loadFromString(text.substring(text.indexOf("\r\n\r\n") + 4));
        }
    }
}
