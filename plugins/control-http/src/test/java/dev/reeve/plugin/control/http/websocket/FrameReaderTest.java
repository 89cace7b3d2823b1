package dev.reeve.plugin.control.http.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

class FrameReaderTest {
    private static FrameReader reader(byte[]... frames) {
        var all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return new FrameReader(new ByteArrayInputStream(all.toByteArray()));
    }

    private static FrameReader reader(String hex) {
        return reader(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /// A masked frame, as clients send it.
    private static byte[] frame(int first, byte[] payload) {
        int more = payload.length <= 125 ? 0 : payload.length <= 0xffff ? 2 : 8;
        ByteBuffer frame = ByteBuffer.allocate(6 + more + payload.length);
        frame.put((byte) first);
        if (more == 0) {
            frame.put((byte) (0x80 | payload.length));
        } else if (more == 2) {
            frame.put((byte) 0xfe).putShort((short) payload.length);
        } else {
            frame.put((byte) 0xff).putLong(payload.length);
        }
        byte[] mask = {1, 2, 3, 4};
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        return frame.array();
    }

    private static byte[] frame(int first, String text) {
        return frame(first, text.getBytes(UTF_8));
    }

    @Test
    void theExampleOfTheSpecificationIsUnderstood() throws IOException {
        // RFC 6455, section 5.7.
        assertEquals(new Spoken.Text("Hello"), reader("8185 37fa213d 7f9f4d5158").next());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void aMessageOfEveryLengthIsRead(int length) throws IOException {
        String text = "x".repeat(length);
        assertEquals(new Spoken.Text(text), reader(frame(0x81, text)).next());
    }

    @Test
    void aMessageInPartsIsOneAndWhatComesBetweenIsToldFirst() throws IOException {
        byte[] word = "wörd".getBytes(UTF_8);
        FrameReader reader =
                reader(
                        frame(0x01, new byte[] {word[0], word[1]}),
                        frame(0x89, "a"),
                        frame(0x00, new byte[] {word[2]}),
                        frame(0x8a, ""),
                        frame(0x80, new byte[] {word[3], word[4]}),
                        frame(0x81, "next"));
        assertArrayEquals(
                "a".getBytes(UTF_8), assertInstanceOf(Spoken.Ping.class, reader.next()).data());
        assertEquals(new Spoken.Pong(), reader.next());
        assertEquals(new Spoken.Text("wörd"), reader.next());
        assertEquals(new Spoken.Text("next"), reader.next());
        assertThrows(EOFException.class, reader::next);
    }

    @Test
    void anEndIsToldWithItsReason() throws IOException {
        assertEquals(new Spoken.Close(0), reader(frame(0x88, "")).next());
        byte[] reason = {0x03, (byte) 0xe8, 'o', 'k'};
        assertEquals(new Spoken.Close(1000), reader(frame(0x88, reason)).next());
    }

    @ParameterizedTest
    @CsvSource({
        "8105 48656c6c6f,          1002", // not masked
        "c185 37fa213d 7f9f4d5158, 1002", // an extension
        "8380 00000000,            1002", // a kind that is reserved
        "8b80 00000000,            1002",
        "8080 00000000,            1002", // goes on with nothing
        "0180 00000000 8180 00000000, 1002", // a message within another
        "0980 00000000,            1002", // a control frame in parts
        "89fe 007e 00000000,       1002", // a long one
        "8280 00000000,            1003", // bytes
        "8181 00000000 ff,         1007", // not UTF-8
        "81ff 0000000000010001 00000000, 1009", // too large
        "81ff 8000000000000000 00000000, 1009", // below 0
        "8881 00000000 03,         1002", // half a number
        "8882 00000000 03ed,       1002", // 1005 is never sent
        "8882 00000000 03ee,       1002", // nor is 1006
        "8882 00000000 0000,       1002",
        "8883 00000000 03e8ff,     1007"
    })
    void whatBreaksTheRulesIsNamed(String hex, int code) {
        assertEquals(code, assertThrows(Broken.class, () -> reader(hex).next()).code());
    }

    @Test
    void aMessageInManyPartsIsNoLargerThanAnother() {
        byte[] half = frame(0x01, "x".repeat(40_000));
        byte[] more = frame(0x80, "x".repeat(30_000));
        assertEquals(1009, assertThrows(Broken.class, () -> reader(half, more).next()).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "81", "8185", "8185 37fa", "8185 37fa213d 7f9f", "81fe 00"})
    void whoHangsUpInTheMiddleHasHungUp(String hex) {
        assertThrows(EOFException.class, () -> reader(hex).next());
    }

    @Test
    void whatAServerSendsIsNotMasked() {
        assertEquals(
                "810568656c6c6f", HexFormat.of().formatHex(Frames.text("hello".getBytes(UTF_8))));
        assertEquals("8900", HexFormat.of().formatHex(Frames.ping()));
        assertEquals("8a0161", HexFormat.of().formatHex(Frames.pong(new byte[] {'a'})));
        assertEquals("8800", HexFormat.of().formatHex(Frames.close(0, "")));
        assertEquals("880403e96279", HexFormat.of().formatHex(Frames.close(1001, "by")));
        assertEquals("817e007e", HexFormat.of().formatHex(Frames.text(new byte[126]), 0, 4));
        assertEquals("817effff", HexFormat.of().formatHex(Frames.text(new byte[65_535]), 0, 4));
        assertEquals(
                "817f0000000000010000",
                HexFormat.of().formatHex(Frames.text(new byte[65_536]), 0, 10));
        assertEquals(127, Frames.close(1002, "x".repeat(200)).length);
    }
}
