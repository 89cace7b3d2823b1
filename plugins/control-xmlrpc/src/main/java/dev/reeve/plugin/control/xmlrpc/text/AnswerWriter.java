package dev.reeve.plugin.control.xmlrpc.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Writes answers: texts, whole numbers, booleans, lists and maps of these.
public final class AnswerWriter {
    private static final String HEAD = "<?xml version='1.0'?>\n<methodResponse>\n";

    private final StringBuilder xml = new StringBuilder(HEAD);

    private AnswerWriter() {}

    public static byte[] value(Object value) {
        var writer = new AnswerWriter();
        writer.xml.append("<params>\n<param>\n");
        writer.put(value);
        writer.xml.append("\n</param>\n</params>\n</methodResponse>\n");
        return writer.bytes();
    }

    public static byte[] fault(int code, String text) {
        var writer = new AnswerWriter();
        writer.xml.append("<fault>\n");
        writer.put(Map.of("faultCode", code, "faultString", text));
        writer.xml.append("\n</fault>\n</methodResponse>\n");
        return writer.bytes();
    }

    private byte[] bytes() {
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void put(Object value) {
        xml.append("<value>");
        switch (value) {
            case String text -> {
                xml.append("<string>");
                escape(text);
                xml.append("</string>");
            }
            case Integer number -> xml.append("<int>").append(number).append("</int>");
            case Boolean flag ->
                    xml.append("<boolean>").append(flag ? '1' : '0').append("</boolean>");
            case List<?> items -> {
                xml.append("<array><data>\n");
                items.forEach(item -> put(item == null ? "" : item));
                xml.append("</data></array>");
            }
            case Map<?, ?> members -> {
                xml.append("<struct>\n");
                members.forEach((name, member) -> member(String.valueOf(name), member));
                xml.append("</struct>");
            }
            default -> throw new IllegalArgumentException("no answer holds a " + value.getClass());
        }
        xml.append("</value>\n");
    }

    private void member(String name, Object value) {
        xml.append("<member>\n<name>");
        escape(name);
        xml.append("</name>\n");
        put(value);
        xml.append("</member>\n");
    }

    /// What XML 1.0 cannot hold (section 2.2), the escapes of terminals before all, is replaced: a
    /// client would give up over it.
    private void escape(String text) {
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            switch (point) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '\r' -> xml.append("&#13;");
                default -> xml.appendCodePoint(isLegal(point) ? point : '\ufffd');
            }
        }
    }

    private static boolean isLegal(int point) {
        return point == '\t'
                || point == '\n'
                || (point >= ' ' && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || point >= 0x10000;
    }
}
