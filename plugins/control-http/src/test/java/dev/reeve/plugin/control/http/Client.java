package dev.reeve.plugin.control.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A client that sends exactly what it is told to, and understands what comes back. By hand, so
/// that the server's own library is not measured by itself.
public final class Client implements AutoCloseable {
    private final Closeable socket;
    private final InputStream in;
    private final OutputStream out;

    public Client(SocketAddress server) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        socket = channel;
        in = new BufferedInputStream(Channels.newInputStream(channel));
        out = Channels.newOutputStream(channel);
    }

    public Client(Socket connected) throws IOException {
        socket = connected;
        in = new BufferedInputStream(connected.getInputStream());
        out = connected.getOutputStream();
    }

    /// An answer, whole or as far as its head.
    public record Answer(int status, Map<String, String> headers, String body) {
        public Object json() {
            return Client.json(body);
        }

        /// The value at a path like `reason.code` or `items.0.name`.
        public @Nullable Object at(String path) {
            Object value = json();
            for (String step : path.split("\\.")) {
                if (value instanceof List<?> list) {
                    value = list.get(Integer.parseInt(step));
                } else if (value instanceof Map<?, ?> map && map.containsKey(step)) {
                    value = map.get(step);
                } else {
                    throw new AssertionError("no `" + step + "` of " + path + " in " + body);
                }
            }
            return value;
        }
    }

    /// One server-sent event.
    public record Frame(@Nullable String id, @Nullable String event, String data) {
        public @Nullable Object at(String path) {
            return new Answer(200, Map.of(), data).at(path);
        }
    }

    public void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    public Answer get(String path, String... headers) throws IOException {
        send(head("GET", path, headers) + "\r\n");
        return answer();
    }

    public Answer post(String path, String... headers) throws IOException {
        send(head("POST", path, headers) + "Content-Length: 0\r\n\r\n");
        return answer();
    }

    public Answer postJson(String path, String body, String... headers) throws IOException {
        return ask("POST", path, body, headers);
    }

    /// @param body JSON, or null for none
    public Answer ask(String method, String path, @Nullable String body, String... headers)
            throws IOException {
        if (body == null) {
            send(head(method, path, headers) + "Content-Length: 0\r\n\r\n");
            return answer();
        }
        int length = body.getBytes(StandardCharsets.ISO_8859_1).length;
        send(
                head(method, path, headers)
                        + "Content-Type: application/json\r\nContent-Length: "
                        + length
                        + "\r\n\r\n"
                        + body);
        return answer();
    }

    /// The head of a request, without the empty line at its end.
    public static String head(String method, String path, String... headers) {
        var text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        boolean host = false;
        for (String header : headers) {
            text.append(header).append("\r\n");
            host |= header.startsWith("Host:");
        }
        return (host ? text : text.append("Host: localhost\r\n")).toString();
    }

    public Answer answer() throws IOException {
        Answer head = answerHead();
        if (head.status() == 204 || head.status() == 304) {
            return head;
        }
        String length = head.headers().get("content-length");
        byte[] body = length == null ? chunks() : in.readNBytes(Integer.parseInt(length));
        return new Answer(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }

    public Answer answerHead() throws IOException {
        String first = line();
        var headers = new TreeMap<String, String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(first.split(" ")[1]), headers, "");
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
            body.writeBytes(chunk);
        }
        return body.toByteArray();
    }

    private byte[] chunk() throws IOException {
        byte[] chunk = in.readNBytes(Integer.parseInt(line(), 16));
        line();
        return chunk;
    }

    private String pending = "";

    /// The next server-sent event, or null at the end. Comments are passed over.
    public @Nullable Frame frame() throws IOException {
        while (true) {
            int end = pending.indexOf("\n\n");
            while (end < 0) {
                byte[] chunk = chunk();
                if (chunk.length == 0) {
                    return null;
                }
                pending += new String(chunk, StandardCharsets.UTF_8);
                end = pending.indexOf("\n\n");
            }
            String block = pending.substring(0, end);
            pending = pending.substring(end + 2);
            if (!block.startsWith(":")) {
                return frame(block);
            }
        }
    }

    private static Frame frame(String block) {
        var fields = new TreeMap<String, String>();
        for (String line : block.split("\n")) {
            int colon = line.indexOf(": ");
            fields.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return new Frame(
                fields.get("id"), fields.get("event"), fields.getOrDefault("data", "null"));
    }

    /// Some of what comes, whatever it is; waits for it.
    public String some() throws IOException {
        var bytes = new byte[64 * 1024];
        int count = in.read(bytes);
        if (count < 0) {
            throw new IOException("closed by the server");
        }
        return new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int letter = in.read(); letter != '\n'; letter = in.read()) {
            if (letter < 0) {
                throw new IOException("closed by the server");
            }
            line.write(letter);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /// Whether the server closes the connection; waits for it.
    public boolean closedByServer() {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static Object json(String text) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            return java.util.Objects.requireNonNullElse(value(json), "null");
        } catch (IOException wrong) {
            throw new AssertionError("not JSON: " + text, wrong);
        }
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    map.put(name, value(json));
                }
                yield map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<@Nullable Object>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> json.getText();
        };
    }
}
