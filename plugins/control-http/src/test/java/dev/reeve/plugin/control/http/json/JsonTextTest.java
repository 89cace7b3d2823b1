package dev.reeve.plugin.control.http.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;

class JsonTextTest {
    private static String text(Object value) {
        return new String(JsonText.of(value), StandardCharsets.UTF_8);
    }

    @Test
    void plainValuesKeepTheirOrder() {
        var map = new LinkedHashMap<String, Object>();
        map.put("b", 1);
        map.put("a", Arrays.asList("ä\n\"", null, true, 2L, 1.5));
        assertEquals("{\"b\":1,\"a\":[\"ä\\n\\\"\",null,true,2,1.5]}", text(map));
    }

    @Test
    void whatIsNoNumberIsNull() {
        assertEquals("[null,null]", text(Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY)));
    }

    @Test
    void spansAreSecondsAndOtherThingsTheirOwnText() {
        assertEquals("[0.2,\"/a\"]", text(Arrays.asList(Duration.ofMillis(200), Path.of("/a"))));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00.123456Z, 2026-01-31T12:00:00.123Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
        "2024-02-29T01:02:03.004Z, 2024-02-29T01:02:03.004Z"
    })
    void timesHaveMilliseconds(Instant time, String shown) {
        assertEquals("\"" + shown + "\"", text(time));
    }
}
