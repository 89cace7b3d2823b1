package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.record.Records;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// An event as the body of a record. Before its JSON stands what events are searched by: the number
/// of its type (u8), its time (i64 seconds, u32 nanoseconds), and the bare name of its service
/// (u8 length, ASCII; 0 where it is about none).
final class EventBody {
    private static final int FIXED = 14;
    private static final int LONGEST = 8 * 1024 * 1024;

    private EventBody() {}

    /// @return where the record begins among those records
    static int add(Records records, RecordedEvent recorded) {
        Body body = body(recorded.time(), recorded.event(), recorded.thread());
        if (body.size() > LONGEST) {
            String text = "an event of " + body.size() + " bytes is too long to be kept";
            Event event = recorded.event();
            body =
                    body(
                            recorded.time(),
                            new Event.ErrorOccurred(event.service(), event.run(), text),
                            null);
        }
        return records.add(recorded.seq(), body.bytes(), body.size());
    }

    static byte kind(byte[] buffer, int from) {
        return buffer[from];
    }

    static Instant time(byte[] buffer, int from) {
        var read = ByteBuffer.wrap(buffer);
        return Instant.ofEpochSecond(read.getLong(from + 1), read.getInt(from + 9));
    }

    /// Empty where it is about no service.
    static String service(byte[] buffer, int from) {
        int length = Byte.toUnsignedInt(buffer[from + FIXED - 1]);
        return new String(buffer, from + FIXED, length, StandardCharsets.ISO_8859_1);
    }

    static RecordedEvent recorded(long number, byte[] buffer, int from, int length) {
        int json = FIXED + Byte.toUnsignedInt(buffer[from + FIXED - 1]);
        return EventReader.read(number, time(buffer, from), buffer, from + json, length - json);
    }

    private static Body body(Instant time, Event event, @Nullable String thread) {
        var body = new Body();
        var service = event.service();
        String name = service == null ? "" : service.name();
        body.writeBytes(
                ByteBuffer.allocate(FIXED + name.length())
                        .put(EventJson.kind(event))
                        .putLong(time.getEpochSecond())
                        .putInt(time.getNano())
                        .put((byte) name.length())
                        .put(name.getBytes(StandardCharsets.ISO_8859_1))
                        .array());
        try {
            EventJson.write(event, thread, body);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written", impossible);
        }
        return body;
    }

    /// Lends its bytes.
    private static final class Body extends ByteArrayOutputStream {
        Body() {
            super(256);
        }

        byte[] bytes() {
            return buf;
        }
    }
}
