package dev.reeve.plugin.control.xmlrpc;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/// A client that sends exactly what it is told to, and reads what comes back with the JDK's other
/// XML reader.
public final class Caller implements AutoCloseable {
    private final SocketChannel channel;
    private final InputStream in;

    public Caller(SocketAddress server) throws IOException {
        channel = SocketChannel.open(server);
        if (server instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        in = new BufferedInputStream(Channels.newInputStream(channel));
    }

    /// An answer of known length.
    public record Answer(int status, Map<String, String> headers, String body) {}

    /// A fault, as a value.
    public record Fault(int code, String text) {}

    /// Calls a method with texts, numbers, flags and lists; answers its value, or a fault.
    public Object call(String method, Object... values) throws IOException {
        Answer answer = post(xml(method, values), "Content-Type: text/xml");
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return value(answer.body());
    }

    public Answer post(String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send(head("POST", "/RPC2", headers) + "Content-Length: " + bytes.length + "\r\n\r\n");
        send(bytes);
        return answer();
    }

    public Answer get(String path, String... headers) throws IOException {
        send(head("GET", path, headers) + "\r\n");
        return answer();
    }

    private static String head(String method, String path, String... headers) {
        boolean named = List.of(headers).stream().anyMatch(each -> each.startsWith("Host:"));
        return method
                + " "
                + path
                + " HTTP/1.1\r\n"
                + (named ? "" : "Host: localhost\r\n")
                + String.join("", List.of(headers).stream().map(each -> each + "\r\n").toList());
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void send(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    public static String xml(String method, Object... values) {
        var xml = new StringBuilder("<?xml version='1.0'?>\n<methodCall>\n<methodName>");
        xml.append(method).append("</methodName>\n<params>\n");
        for (Object value : values) {
            xml.append("<param>\n").append(xml(value)).append("</param>\n");
        }
        return xml.append("</params>\n</methodCall>\n").toString();
    }

    private static String xml(Object value) {
        String inside =
                switch (value) {
                    case Integer number -> "<int>" + number + "</int>";
                    case Boolean flag -> "<boolean>" + (flag ? 1 : 0) + "</boolean>";
                    case List<?> list ->
                            "<array><data>"
                                    + String.join("", list.stream().map(Caller::xml).toList())
                                    + "</data></array>";
                    case Map<?, ?> map -> {
                        var members = new StringBuilder();
                        map.forEach(
                                (name, member) ->
                                        members.append("<member><name>" + name + "</name>")
                                                .append(xml(member))
                                                .append("</member>"));
                        yield "<struct>" + members + "</struct>";
                    }
                    default -> "<string>" + value + "</string>";
                };
        return "<value>" + inside + "</value>\n";
    }

    public String line() throws IOException {
        var line = new StringBuilder();
        for (int letter = in.read(); letter != '\n'; letter = in.read()) {
            if (letter < 0) {
                throw new IOException("hung up after: " + line);
            }
            line.append((char) letter);
        }
        return line.toString().strip();
    }

    public Map<String, String> head() throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("", line());
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return headers;
    }

    public Answer answer() throws IOException {
        Map<String, String> headers = head();
        int status = Integer.parseInt(headers.getOrDefault("", "").split(" ")[1]);
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Answer(status, headers, body);
    }

    /// The next piece of an answer in chunks; empty at its end.
    public String chunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        String piece = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        line();
        return piece;
    }

    public boolean hungUp() throws IOException {
        return in.read() < 0;
    }

    private static Object value(String xml) throws IOException {
        try {
            Element root =
                    DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                            .getDocumentElement();
            Object value = value((Element) root.getElementsByTagName("value").item(0));
            boolean fault = root.getElementsByTagName("fault").getLength() > 0;
            return fault && value instanceof Map<?, ?> map
                    ? new Fault(
                            (Integer) map.get("faultCode"), String.valueOf(map.get("faultString")))
                    : value;
        } catch (ParserConfigurationException | SAXException malformed) {
            throw new IOException("no answer of XML-RPC: " + xml, malformed);
        }
    }

    private static Object value(Element element) {
        Element type = elements(element).getFirst();
        String text = type.getTextContent();
        return switch (type.getTagName()) {
            case "int" -> Integer.valueOf(text);
            case "boolean" -> text.equals("1");
            case "string" -> text;
            case "array" -> {
                List<Object> items = new ArrayList<>();
                for (Element item : elements(elements(type).getFirst())) {
                    items.add(value(item));
                }
                yield items;
            }
            case "struct" -> {
                Map<String, Object> members = new TreeMap<>();
                for (Element member : elements(type)) {
                    List<Element> pair = elements(member);
                    members.put(pair.get(0).getTextContent(), value(pair.get(1)));
                }
                yield members;
            }
            default -> throw new AssertionError("a value of type " + type.getTagName());
        };
    }

    private static List<Element> elements(Node parent) {
        NodeList children = parent.getChildNodes();
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < children.getLength(); at++) {
            if (children.item(at) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
