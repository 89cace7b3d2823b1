package dev.reeve.plugin.ready.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The beginning of an answer (RFC 9112).
///
/// @param status 200 to 999
/// @param length how many bytes follow, where that is said; else a great number
record Response(int status, long length) {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[0-9] ([0-9]{3})( .*)?");
    private static final Pattern LENGTH = Pattern.compile("content-length: *([0-9]{1,18}) *");
    private static final int MOST = 32 * 1024;

    /// Reads it, after those that only say that one is coming (RFC 9110, 15.2).
    ///
    /// @throws ProtocolException where it is no HTTP
    /// @throws EOFException where nothing comes
    static Response read(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        while (true) {
            String first = lines.next();
            Matcher said = STATUS.matcher(first);
            if (!said.matches()) {
                throw new ProtocolException("not HTTP");
            }
            int status = Integer.parseInt(said.group(1));
            long length = status == 204 || status == 304 ? 0 : Long.MAX_VALUE;
            for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
                Matcher tells = LENGTH.matcher(line.toLowerCase(Locale.ROOT));
                length = tells.matches() ? Long.parseLong(tells.group(1)) : length;
            }
            if (status >= 200) {
                return new Response(status, length);
            }
        }
    }

    /// Lines of a stream, all together no longer than 32 KiB.
    private static final class Lines {
        private final InputStream in;
        private int count;

        Lines(InputStream in) {
            this.in = in;
        }

        String next() throws IOException {
            var line = new java.io.ByteArrayOutputStream(80);
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw count == 0 ? new EOFException() : new ProtocolException("too short");
                }
                count++;
                if (count > MOST) {
                    throw new ProtocolException("too long");
                }
                line.write(next);
            }
            count++;
            String text = line.toString(StandardCharsets.ISO_8859_1);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }
    }
}
