package dev.reeve.plugin.mcp.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A client that says exactly what a test wants, and reads what comes until the end.
public final class Asking {
    private static final String GREETING =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"%s",
             "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\
            """;

    private final URI url;
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Asking(String url) {
        this.url = URI.create(url);
        headers.put("Host", this.url.getAuthority());
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
    }

    public Asking with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /// @param head the first line and the headers
    public record Answer(int status, String head, String body) {
        public String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    public Answer greet() throws IOException {
        return greet("2025-06-18");
    }

    public Answer greet(String version) throws IOException {
        return post(GREETING.formatted(version).replace("\n", ""));
    }

    /// Greets, and is known from then on.
    public Asking greeted() throws IOException {
        return with("Mcp-Session-Id", greet().header("Mcp-Session-Id"));
    }

    public Answer post(String body) throws IOException {
        return ask("POST", body);
    }

    /// @param params as JSON
    public Answer request(String method, String params) throws IOException {
        return post(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"%s\",\"params\":%s}"
                        .formatted(method, params));
    }

    public Answer call(String tool, String arguments) throws IOException {
        return request(
                "tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
    }

    public Answer ask(String method, String body) throws IOException {
        try (Socket socket = open(method, body)) {
            return answer(
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        String head = text.substring(0, end);
        return new Answer(Integer.parseInt(head.split(" ")[1]), head, text.substring(end + 4));
    }

    /// Asks, and leaves it to the caller to read.
    public Socket open(String method, String body) throws IOException {
        var socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(60_000);
        var text = new StringBuilder(method + " " + url.getPath() + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        text.append("Connection: close\r\n");
        text.append("Content-Length: " + bytes.length + "\r\n\r\n");
        OutputStream out = socket.getOutputStream();
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.flush();
        return socket;
    }

    /// Reads until this text has come.
    public static String until(Socket socket, String wanted) throws IOException {
        var read = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            read.append((char) next);
            if (read.toString().endsWith(wanted)) {
                return read.toString();
            }
        }
        throw new IOException("the end came before `" + wanted + "`: " + read);
    }
}
