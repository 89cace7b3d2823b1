package dev.reeve.plugin.control.xmlrpc.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class AnswerWriterTest {
    private static String text(String value) {
        String xml = new String(AnswerWriter.value(value), StandardCharsets.UTF_8);
        return xml.substring(xml.indexOf("<string>") + 8, xml.indexOf("</string>"));
    }

    @Test
    void markupIsEscaped() {
        assertEquals("&lt;b&gt; &amp;amp; ]]&gt;", text("<b> &amp; ]]>"));
    }

    @Test
    void aCarriageReturnSurvivesTheReadersOfXml() {
        assertEquals("a&#13;\n\tb", text("a\r\n\tb"));
    }

    @Test
    void whatXmlCannotHoldIsReplacedAndTheRestIsKept() {
        assertEquals("\ufffd[31mred\ufffd é 😀 \ufffd", text("\u001b[31mred\0 é 😀 \ud800"));
    }
}
