package dev.reeve.plugin.control.xmlrpc.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.plugin.control.xmlrpc.Caller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class CallReaderTest {
    private static final String HEAD = "<methodCall><methodName>m</methodName>";

    private static MethodCall read(String xml) throws CallReader.NotACall {
        return CallReader.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static Object only(String value) throws CallReader.NotACall {
        return read(HEAD + "<params><param>" + value + "</param></params></methodCall>")
                .parameters()
                .getFirst();
    }

    @Test
    void aCallIsAMethodAndItsValues() throws Exception {
        assertEquals(
                new MethodCall("a.b", List.of("x", -3, true, List.of("y"), Map.of("k", 1))),
                read(Caller.xml("a.b", "x", -3, true, List.of("y"), Map.of("k", 1))));
    }

    @Test
    void everyTypeOfXmlRpcIsUnderstood() throws Exception {
        assertEquals("bare", only("<value>bare</value>"));
        assertEquals("", only("<value/>"));
        assertEquals("", only("<value><string/></value>"));
        assertEquals(7, only("<value> <i4> 7 </i4> </value>"));
        assertEquals(8L, only("<value><i8>8</i8></value>"));
        assertEquals(1.5, only("<value><double>1.5</double></value>"));
        assertEquals("grüß", only("<value><base64>Z3LDvMOf</base64></value>"));
        assertEquals("a<b&c", only("<value><string>a&lt;b&amp;<![CDATA[c]]></string></value>"));
        assertEquals(List.of(), only("<value><array><data/></array></value>"));
        assertEquals(Map.of(), only("<value><struct/></value>"));
    }

    @Test
    void aCallMayLeaveOutItsEmptyList() throws Exception {
        assertEquals(new MethodCall("m", List.of()), read(HEAD + "</methodCall>"));
        assertEquals(new MethodCall("m", List.of()), read(HEAD + "<params/></methodCall>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<methodCall/>",
                "<methodCall><methodName/></methodCall>",
                "<methodResponse/>",
                HEAD,
                HEAD + "<params>",
                HEAD + "<params><value>x</value></params></methodCall>",
                HEAD + "<params><param><value><int>x</int></value></param></params></methodCall>",
                HEAD
                        + "<params><param><value><boolean>2</boolean></value></param></params></methodCall>",
                HEAD + "<params><param><value><thing/></value></param></params></methodCall>",
                HEAD + "</methodCall><more/>"
            })
    void whatIsNoCallIsRefused(String text) {
        assertThrows(CallReader.NotACall.class, () -> read(text));
    }

    @Test
    void nothingIsReadFromFilesByAnEntity(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "top secret");
        String xml =
                "<!DOCTYPE x [<!ENTITY e SYSTEM \""
                        + secret.toUri()
                        + "\">]>"
                        + "<methodCall><methodName>&e;</methodName></methodCall>";
        assertThrows(CallReader.NotACall.class, () -> read(xml));
    }

    @Test
    void noEntityGrowsToGigabytes() {
        var bomb = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"aaaaaaaaaa\">");
        for (int at = 1; at < 12; at++) {
            bomb.append("<!ENTITY a" + at + " \"" + ("&a" + (at - 1) + ";").repeat(10) + "\">");
        }
        bomb.append("]><methodCall><methodName>&a11;</methodName></methodCall>");
        assertThrows(CallReader.NotACall.class, () -> read(bomb.toString()));
    }

    @Test
    void depthAndNumberOfValuesAreBounded() {
        String deep =
                "<value><array><data>".repeat(2_000) + "</data></array></value>".repeat(2_000);
        assertThrows(CallReader.NotACall.class, () -> only(deep));
        String wide =
                "<value><array><data>" + "<value/>".repeat(10_001) + "</data></array></value>";
        assertThrows(CallReader.NotACall.class, () -> only(wide));
    }
}
