package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Call;
import dev.reeve.plugin.control.http.call.Refusal;
import dev.reeve.plugin.control.http.call.Role;
import dev.reeve.plugin.control.http.json.JsonBody;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.RequestHeaderFieldsTooLargeException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParser;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;

import java.io.IOException;
import java.io.InputStream;

/// Reads one request after the other from a connection, strictly: what two readers could take for
/// two different requests is refused (RFC 9112, sections 5.1 and 6.3).
final class RequestReader {
    private static final int BUFFER = 8 * 1024;

    /// A body in chunks of one byte each takes six times its size.
    private static final int CHUNKED = 8;

    private final Limits limits;
    private final Role peer;
    private final Incoming incoming;
    private final SessionInputBufferImpl buffer;
    private final DefaultHttpRequestParser parser;
    private final Http1Config config;
    private boolean finished = true;

    /// @param peer the most that the client may do
    RequestReader(Limits limits, Incoming incoming, Role peer) {
        this.limits = limits;
        this.peer = peer;
        this.incoming = incoming;
        config =
                Http1Config.custom()
                        .setMaxLineLength(limits.headBytes())
                        .setMaxHeaderCount(limits.headLines())
                        .build();
        buffer = new SessionInputBufferImpl(BUFFER, limits.headBytes());
        parser = new DefaultHttpRequestParser(config, null, RawTarget.FACTORY);
    }

    /// Waits for the first byte of a request.
    ///
    /// @return false when the client has hung up instead
    /// @throws Refusal if no request begins so: the client speaks something else, TLS perhaps
    boolean await() throws IOException, Refusal {
        finished = false;
        incoming.limit(limits.headBytes() + BUFFER);
        if (buffer.hasBufferedData()) {
            return true;
        }
        if (buffer.fillBuffer(incoming) < 0) {
            return false;
        }
        int first = incoming.first();
        if ((first < 'A' || first > 'Z') && first != '\r' && first != '\n') {
            throw Refusal.of(400, "this speaks HTTP/1.1, without TLS");
        }
        return true;
    }

    /// Reads all of a request but its body.
    Call head() throws IOException, Refusal {
        ClassicHttpRequest request = parse();
        boolean modern = HttpVersion.HTTP_1_1.equals(request.getVersion());
        if (!modern && !HttpVersion.HTTP_1_0.equals(request.getVersion())) {
            throw Refusal.of(400, "this speaks HTTP/1.1");
        }
        Call call = Call.of(request.getMethod(), request.getPath(), request, modern, peer);
        Framing.check(call, limits);
        finished = Framing.length(call) == 0;
        return call;
    }

    private ClassicHttpRequest parse() throws IOException, Refusal {
        try {
            ClassicHttpRequest request = parser.parse(buffer, incoming);
            if (request == null || incoming.ended()) {
                throw new ConnectionClosedException("in the middle of a request");
            }
            return request;
        } catch (RequestHeaderFieldsTooLargeException
                | MessageConstraintException
                | Incoming.TooMuch tooLarge) {
            throw Framing.headTooLarge(limits);
        } catch (HttpException malformed) {
            throw Refusal.of(400, "this is not a request of HTTP/1.1");
        }
    }

    /// Reads the body, which is a JSON object or nothing at all.
    Call body(Call call) throws IOException, Refusal {
        long length = Framing.length(call);
        if (length == 0) {
            return call;
        }
        byte[] body;
        incoming.limit((long) limits.bodyBytes() * CHUNKED);
        try {
            InputStream sent =
                    length < 0
                            ? new ChunkedInputStream(buffer, incoming, config)
                            : new ContentLengthInputStream(buffer, incoming, length);
            body = sent.readNBytes(limits.bodyBytes() + 1);
        } catch (ConnectionClosedException cutShort) {
            throw cutShort;
        } catch (MalformedChunkCodingException | MessageConstraintException malformed) {
            throw Refusal.of(400, "the body is not what its chunks say");
        } catch (Incoming.TooMuch tooLarge) {
            throw Framing.bodyTooLarge(limits);
        }
        if (body.length > limits.bodyBytes()) {
            throw Framing.bodyTooLarge(limits);
        }
        finished = true;
        try {
            return call.with(JsonBody.object(body));
        } catch (JsonBody.NotJson wrong) {
            throw Refusal.of(400, "the body is not JSON: " + wrong.getMessage());
        }
    }

    /// What the client sends from now on, which is no HTTP any more; with a buffer.
    InputStream rest() {
        incoming.limit(Long.MAX_VALUE);
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return buffer.read(incoming);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return buffer.read(bytes, offset, length, incoming);
            }
        };
    }

    /// Whether all of the last request was read, so that another one can follow.
    boolean finished() {
        return finished;
    }
}
