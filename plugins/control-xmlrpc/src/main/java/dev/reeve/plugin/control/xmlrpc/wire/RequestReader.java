package dev.reeve.plugin.control.xmlrpc.wire;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads one request after the other from a connection, strictly: what two readers could take for
/// two different requests is refused (RFC 9112, sections 5 and 6). A body comes with its length, as
/// XML-RPC demands it; chunks are refused.
final class RequestReader {
    private static final Pattern FIRST =
            Pattern.compile("([A-Z]{1,20}) ([!-~]{1,4000}) HTTP/1\\.([01])");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

    private final Limits limits;
    private final InputStream input;
    private int left;
    private int unread;

    RequestReader(Limits limits, InputStream socket) {
        this.limits = limits;
        input = new BufferedInputStream(socket, 8 * 1024);
    }

    /// Waits for the first byte of a request; empty lines before it are passed over.
    ///
    /// @return false when the client has hung up instead
    boolean await() throws IOException {
        unread = 0;
        int first;
        do {
            input.mark(1);
            first = input.read();
        } while (first == '\r' || first == '\n');
        if (first < 0) {
            return false;
        }
        input.reset();
        return true;
    }

    /// Reads all of a request but its body.
    Head head() throws IOException, Refusal {
        left = limits.headBytes();
        unread = Integer.MAX_VALUE;
        var first = FIRST.matcher(line());
        if (!first.matches()) {
            throw new Refusal(400, "this is not a request of HTTP/1.1");
        }
        Map<String, String> headers = headers();
        int length = length(headers);
        unread = length;
        return new Head(
                first.group(1), first.group(2), first.group(3).equals("1"), headers, length);
    }

    private Map<String, String> headers() throws IOException, Refusal {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon);
            if (!NAME.matcher(name).matches()) {
                throw new Refusal(400, "a header has a name that no header can have");
            }
            String value = line.substring(colon + 1).strip();
            if (headers.put(name.toLowerCase(Locale.ROOT), value) != null) {
                throw new Refusal(400, "a header may come once only: " + name);
            }
        }
        return headers;
    }

    /// A line of the head. Only its end may hold control characters.
    private String line() throws IOException, Refusal {
        var line = new StringBuilder();
        while (true) {
            int letter = input.read();
            if (letter < 0) {
                throw new EOFException("in the middle of a request");
            }
            if (--left < 0) {
                throw new Refusal(
                        431,
                        "the head of a request takes at most " + limits.headBytes() + " bytes");
            }
            if (letter == '\n') {
                return ended(line);
            }
            line.append((char) letter);
        }
    }

    private static String ended(StringBuilder line) throws Refusal {
        int end = line.length() - 1;
        if (end >= 0 && line.charAt(end) == '\r') {
            line.setLength(end);
        }
        if (line.chars().anyMatch(letter -> letter < ' ' && letter != '\t')) {
            throw new Refusal(400, "the head of a request holds control characters");
        }
        return line.toString();
    }

    private int length(Map<String, String> headers) throws Refusal {
        if (headers.containsKey("transfer-encoding")) {
            throw new Refusal(411, "a body must come with its `Content-Length`");
        }
        @Nullable String length = headers.get("content-length");
        if (length == null) {
            return 0;
        }
        if (!LENGTH.matcher(length).matches()) {
            throw new Refusal(400, "`Content-Length` must be a number of bytes");
        }
        int bytes = Integer.parseInt(length);
        if (bytes > limits.bodyBytes()) {
            throw new Refusal(413, "a body takes at most " + limits.bodyBytes() + " bytes");
        }
        return bytes;
    }

    byte[] body(Head head) throws IOException {
        byte[] body = input.readNBytes(head.length());
        if (body.length < head.length()) {
            throw new EOFException("in the middle of a body");
        }
        unread = 0;
        return body;
    }

    /// Whether all of the last request was read, so that another one can follow.
    boolean finished() {
        return unread == 0;
    }

    /// Reads until the client has hung up; what comes in is of no interest any more.
    void hungUp() throws IOException {
        input.transferTo(java.io.OutputStream.nullOutputStream());
    }
}
