package dev.reeve.supervisor.launcher.client;

import dev.reeve.supervisor.launcher.Failure;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a supervisor answers: a status, and a body that is read once.
final class Answer implements AutoCloseable {
    private final Line line;
    private final int status;
    private final InputStream body;

    private Answer(Line line, int status, InputStream body) {
        this.line = line;
        this.status = status;
        this.body = body;
    }

    static Answer read(Line line) throws IOException, HttpException {
        InputStream in = line.in();
        var buffer = new SessionInputBufferImpl(8192);
        ClassicHttpResponse head = new DefaultHttpResponseParser().parse(buffer, in);
        if (head == null) {
            throw new IOException("no answer came");
        }
        return new Answer(line, head.getCode(), body(head, buffer, in));
    }

    private static InputStream body(
            ClassicHttpResponse head, SessionInputBufferImpl buffer, InputStream in)
            throws IOException, HttpException {
        Header coding = head.getFirstHeader("Transfer-Encoding");
        if (coding != null && coding.getValue().equalsIgnoreCase("chunked")) {
            return new ChunkedInputStream(buffer, in);
        }
        Header length = head.getFirstHeader("Content-Length");
        if (length == null) {
            return head.getCode() == 204
                    ? InputStream.nullInputStream()
                    : new IdentityInputStream(buffer, in);
        }
        try {
            return new ContentLengthInputStream(buffer, in, Long.parseLong(length.getValue()));
        } catch (NumberFormatException notALength) {
            throw new IOException("a body of " + length.getValue() + " bytes");
        }
    }

    InputStream body() {
        return body;
    }

    /// This answer where it is a good one; what the supervisor says against it, otherwise.
    Answer good() throws Failure {
        if (status < 300) {
            return this;
        }
        int code =
                switch (status) {
                    case 400 -> Failure.WRONG_USE;
                    case 401, 403 -> Failure.NOT_ALLOWED;
                    case 404 -> Failure.UNKNOWN;
                    default -> Failure.FAILED;
                };
        throw refusal(code);
    }

    String text() throws Failure {
        try {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw broken(failure);
        }
    }

    @Nullable Object json() throws Failure {
        String text = text();
        try {
            return text.isBlank() ? Map.of() : Json.read(text);
        } catch (IOException failure) {
            throw broken(failure);
        }
    }

    @Override
    public void close() {
        line.close();
    }

    /// The problem details' own words (RFC 9457), or the bare status where there are none.
    private Failure refusal(int code) throws Failure {
        String text = text();
        try {
            if (Json.read(text) instanceof Map<?, ?> problem) {
                Object detail = problem.get("detail");
                Object said = detail == null ? problem.get("title") : detail;
                return Failure.refused(
                        code,
                        said == null ? "refused with " + status : said.toString(),
                        Json.objects(problem.get("errors")));
            }
        } catch (IOException notJson) {
            // falls through to the bare status
        }
        return Failure.of(
                code,
                "the supervisor answers " + status + (text.isBlank() ? "" : ": " + text.strip()));
    }

    private static Failure broken(IOException failure) {
        return Failure.of(
                Failure.NOBODY_ANSWERS,
                "the supervisor's answer broke off: " + failure.getMessage());
    }
}
