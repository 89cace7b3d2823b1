package dev.reeve.supervisor.core.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;

import dev.reeve.supervisor.api.model.LogPolicy.Format;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Makes of what a service has printed what stands in its file. One for each stream.
sealed interface Layout {
    /// @param service its bare name
    /// @param stream `stdout` or `stderr`
    static Layout of(Format format, String service, String stream) {
        return switch (format) {
            case RAW -> new Raw();
            case TIMESTAMPED -> new Timestamped();
            case JSON -> new Json(service, stream);
        };
    }

    /// @param bytes as they came, all of them are taken
    /// @return what to append; used up before the next call
    ByteBuffer laid(ByteBuffer bytes, int run, Instant now);

    /// The run is over: what completes its last line.
    ByteBuffer end(int run, Instant now);

    /// Times as everywhere: UTC, with milliseconds.
    DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// As it is.
    final class Raw implements Layout {
        @Override
        public ByteBuffer laid(ByteBuffer bytes, int run, Instant now) {
            return bytes;
        }

        @Override
        public ByteBuffer end(int run, Instant now) {
            return NOTHING;
        }
    }

    /// The time before each line; the line itself as it is, however long.
    final class Timestamped implements Layout {
        private boolean within;

        @Override
        public ByteBuffer laid(ByteBuffer bytes, int run, Instant now) {
            byte[] time = (TIME.format(now) + " ").getBytes(StandardCharsets.US_ASCII);
            var laid = new ByteArrayOutputStream(bytes.remaining() + 8 * time.length);
            while (bytes.hasRemaining()) {
                if (!within) {
                    laid.writeBytes(time);
                }
                int end = Newlines.first(bytes, bytes.position(), bytes.limit());
                within = end < 0;
                byte[] part = new byte[(within ? bytes.limit() : end + 1) - bytes.position()];
                bytes.get(part);
                laid.writeBytes(part);
            }
            return ByteBuffer.wrap(laid.toByteArray());
        }

        @Override
        public ByteBuffer end(int run, Instant now) {
            boolean open = within;
            within = false;
            return open ? ByteBuffer.wrap(new byte[] {'\n'}) : NOTHING;
        }
    }

    /// An object for each line.
    final class Json implements Layout {
        private static final JsonFactory JSON = new JsonFactory();
        private static final SerializableString LINE_END = new SerializedString("\n");

        private final String service;
        private final String stream;
        private final ByteArrayOutputStream laid = new ByteArrayOutputStream();
        private final Lines lines = new Lines(this::line);
        private @Nullable JsonGenerator json;
        private String time = "";
        private int number;

        Json(String service, String stream) {
            this.service = service;
            this.stream = stream;
        }

        @Override
        public ByteBuffer laid(ByteBuffer bytes, int run, Instant now) {
            time = TIME.format(now);
            number = run;
            lines.take(bytes);
            return taken();
        }

        @Override
        public ByteBuffer end(int run, Instant now) {
            time = TIME.format(now);
            number = run;
            lines.flush();
            return taken();
        }

        private ByteBuffer taken() {
            JsonGenerator open = json;
            if (open == null) {
                return NOTHING;
            }
            json = null;
            try {
                open.close();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            laid.write('\n');
            ByteBuffer all = ByteBuffer.wrap(laid.toByteArray());
            laid.reset();
            return all;
        }

        private void line(String text) {
            try {
                JsonGenerator open = json;
                if (open == null) {
                    open = JSON.createGenerator(laid).setRootValueSeparator(LINE_END);
                    json = open;
                }
                open.writeStartObject();
                open.writeStringField("time", time);
                open.writeStringField("service", service);
                open.writeNumberField("run", number);
                open.writeStringField("stream", stream);
                open.writeStringField("text", text);
                open.writeEndObject();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}
