package dev.reeve.plugin.ready.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// One request, and the status that it is answered with.
///
/// By a plain socket, not by the JDK's HTTP client: a check wants a status and nothing else, and so
/// needs no thread of its own and no pool; and a virtual thread that is interrupted while it reads
/// closes its socket at once.
final class Exchange {
    /// How much is read of what follows the status, so that the server need not notice that nobody
    /// wants it; and how long that may take.
    private static final int MOST = 64 * 1024;

    private static final Duration LONGEST = Duration.ofMillis(250);

    private final Target target;
    private final byte[] request;
    private final boolean bodiless;

    Exchange(HttpOptions options) {
        this.target = options.target();
        this.request = request(options, target).getBytes(StandardCharsets.ISO_8859_1);
        this.bodiless = options.method().equals("HEAD");
    }

    /// Asks by a socket that is connected, and in the end is of no use any more.
    int status(Socket socket, Deadline deadline) throws IOException {
        socket.getOutputStream().write(request);
        InputStream in = new BufferedInputStream(new Timed(socket, deadline), 2048);
        Response response = Response.read(in);
        if (!bodiless) {
            read(new Timed(socket, Deadline.in(LONGEST)), response.length());
        }
        return response.status();
    }

    private static String request(HttpOptions options, Target target) {
        StringBuilder text = new StringBuilder(options.method());
        text.append(' ').append(target.path()).append(" HTTP/1.1\r\n");
        boolean named = false;
        boolean introduced = false;
        for (var header : options.headers().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            named |= name.equals("host");
            introduced |= name.equals("user-agent");
            text.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        if (!named) {
            text.append("Host: ").append(target.authority()).append("\r\n");
        }
        if (!introduced) {
            text.append("User-Agent: Reeve\r\n");
        }
        if (!options.method().equals("GET") && !options.method().equals("HEAD")) {
            text.append("Content-Length: 0\r\n");
        }
        return text.append("Connection: close\r\n\r\n").toString();
    }

    private static void read(InputStream in, long length) {
        try {
            in.readNBytes((int) Math.min(MOST, length));
        } catch (IOException enough) {
            // The status is known.
        }
    }

    /// Reads, and no longer than until the deadline.
    private static final class Timed extends InputStream {
        private final Socket socket;
        private final Deadline deadline;
        private final InputStream in;

        Timed(Socket socket, Deadline deadline) throws IOException {
            this.socket = socket;
            this.deadline = deadline;
            this.in = socket.getInputStream();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int most) throws IOException {
            socket.setSoTimeout(deadline.millisLeft());
            return in.read(to, from, most);
        }
    }
}
