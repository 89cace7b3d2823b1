package dev.reeve.plugin.control.xmlrpc.text;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads one call. A document type, and so every entity but XML's own five, is refused; depth and
/// number of values are bounded, as the size of the body was before.
public final class CallReader {
    private static final int DEEPEST = 16;
    private static final int MOST = 10_000;
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;
    private int values;

    private CallReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /// Something that is no call.
    public static final class NotACall extends Exception {
        private static final long serialVersionUID = 1;

        NotACall(String text) {
            super(text, null, false, false);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver(
                (_, _, _, _) -> {
                    throw new XMLStreamException("nothing is fetched");
                });
        return factory;
    }

    public static MethodCall read(byte[] body) throws NotACall {
        try {
            var reader =
                    new CallReader(FACTORY.createXMLStreamReader(new ByteArrayInputStream(body)));
            return reader.call();
        } catch (XMLStreamException | IllegalArgumentException malformed) {
            throw new NotACall("the body is not a call of XML-RPC");
        }
    }

    private MethodCall call() throws XMLStreamException, NotACall {
        expect(next(), "methodCall");
        expect(next(), "methodName");
        String method = text().strip();
        if (method.isEmpty()) {
            throw new NotACall("the call names no method");
        }
        List<Object> parameters = new ArrayList<>();
        String after = next();
        if (after.equals("params")) {
            while (next().equals("param")) {
                expect(next(), "value");
                parameters.add(value(1));
                end(next());
            }
            after = next();
        }
        end(after);
        while (xml.hasNext()) {
            xml.next();
        }
        return new MethodCall(method, parameters);
    }

    /// A value whose start was read; reads its end.
    private Object value(int depth) throws XMLStreamException, NotACall {
        if (depth > DEEPEST || ++values > MOST) {
            throw new NotACall("the call holds too much");
        }
        var bare = new StringBuilder();
        String type = step(bare);
        if (type.isEmpty()) {
            return bare.toString();
        }
        Object value =
                switch (type) {
                    case "array" -> array(depth);
                    case "struct" -> struct(depth);
                    default -> scalar(type, text());
                };
        end(next());
        return value;
    }

    private static Object scalar(String type, String text) throws NotACall {
        return switch (type) {
            case "string" -> text;
            case "int", "i4" -> Integer.valueOf(text.strip());
            case "i8" -> Long.valueOf(text.strip());
            case "double" -> Double.valueOf(text.strip());
            case "boolean" -> flag(text.strip());
            case "dateTime.iso8601" -> text.strip();
            case "base64" ->
                    new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
            default -> throw new NotACall("the call holds a value of an unknown type");
        };
    }

    private static boolean flag(String text) throws NotACall {
        return switch (text) {
            case "1" -> true;
            case "0" -> false;
            default -> throw new NotACall("a boolean is 0 or 1");
        };
    }

    private List<Object> array(int depth) throws XMLStreamException, NotACall {
        List<Object> items = new ArrayList<>();
        expect(next(), "data");
        for (String tag = next(); !tag.isEmpty(); tag = next()) {
            expect(tag, "value");
            items.add(value(depth + 1));
        }
        end(next());
        return items;
    }

    private Map<String, Object> struct(int depth) throws XMLStreamException, NotACall {
        Map<String, Object> members = new HashMap<>();
        for (String tag = next(); !tag.isEmpty(); tag = next()) {
            expect(tag, "member");
            expect(next(), "name");
            String name = text();
            expect(next(), "value");
            members.put(name, value(depth + 1));
            end(next());
        }
        return members;
    }

    /// The text up to the end of the element that has begun.
    private String text() throws XMLStreamException, NotACall {
        var text = new StringBuilder();
        end(step(text));
        return text.toString();
    }

    /// The next tag that begins, or empty for one that ends. Only white space may come before it.
    private String next() throws XMLStreamException, NotACall {
        var between = new StringBuilder();
        String tag = step(between);
        if (!between.toString().isBlank()) {
            throw new NotACall("there is text where none can be");
        }
        return tag;
    }

    private String step(StringBuilder text) throws XMLStreamException, NotACall {
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return xml.getLocalName();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return "";
                }
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE ->
                        text.append(xml.getText());
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw new NotACall("a call takes no document type and no entities");
            }
        }
    }

    private static void expect(String tag, String wanted) throws NotACall {
        if (!tag.equals(wanted)) {
            throw new NotACall("the call has no <" + wanted + "> where it must have one");
        }
    }

    private static void end(String tag) throws NotACall {
        if (!tag.isEmpty()) {
            throw new NotACall("the call has an element too many");
        }
    }
}
