package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Call;
import dev.reeve.plugin.control.http.call.Refusal;

import org.apache.hc.core5.http.Header;

import java.util.Locale;

/// Where a request ends, and whether everybody would say so.
final class Framing {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private Framing() {}

    /// Refuses a head that is too large or ambiguous, and a body that cannot be JSON.
    static void check(Call call, Limits limits) throws Refusal {
        long size = call.path().length();
        for (Header header : call.headers().getHeaders()) {
            size += header.getName().length() + length(header.getValue()) + 4L;
            if (!isToken(header.getName())) {
                throw Refusal.of(400, "a header has a name that no header can have");
            }
        }
        if (size > limits.headBytes()) {
            throw headTooLarge(limits);
        }
        checkLengths(call);
        if (length(call) > limits.bodyBytes()) {
            throw bodyTooLarge(limits);
        }
    }

    private static void checkLengths(Call call) throws Refusal {
        int lengths = call.headers().countHeaders("Content-Length");
        int codings = call.headers().countHeaders("Transfer-Encoding");
        if (lengths + codings > 1) {
            throw Refusal.of(400, "a request must say once how long its body is");
        }
        String coding = call.header("Transfer-Encoding");
        if (coding != null && !(coding.equalsIgnoreCase("chunked") && call.modern())) {
            throw Refusal.of(400, "a body can come in chunks, or with its length");
        }
        String length = call.header("Content-Length");
        if (length != null && !(length.length() < 18 && allDigits(length))) {
            throw Refusal.of(400, "`Content-Length` must be a number of bytes");
        }
    }

    /// How long the body is: 0 for none, -1 where its chunks will say.
    static long length(Call call) {
        if (call.header("Transfer-Encoding") != null) {
            return -1;
        }
        String length = call.header("Content-Length");
        return length == null ? 0 : Long.parseLong(length);
    }

    /// Only JSON: what a form on a stranger's page can send is something else.
    static void checkType(Call call) throws Refusal {
        String type = call.header("Content-Type");
        boolean body = length(call) != 0;
        if (body && call.method().equals("GET")) {
            throw Refusal.of(400, "GET takes no body");
        }
        if (type == null ? body : !isJson(type)) {
            throw Refusal.of(415, "a body must be application/json");
        }
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        String bare = end < 0 ? type : type.substring(0, end);
        return bare.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    static Refusal headTooLarge(Limits limits) {
        return Refusal.of(
                431,
                "the head of a request takes at most %d bytes in %d lines"
                        .formatted(limits.headBytes(), limits.headLines()));
    }

    static Refusal bodyTooLarge(Limits limits) {
        return Refusal.of(413, "a body takes at most " + limits.bodyBytes() + " bytes");
    }

    private static int length(String value) {
        return value == null ? 0 : value.length();
    }

    private static boolean allDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            boolean plain =
                    (letter >= 'a' && letter <= 'z')
                            || (letter >= 'A' && letter <= 'Z')
                            || (letter >= '0' && letter <= '9');
            if (!plain && TOKEN_MARKS.indexOf(letter) < 0) {
                return false;
            }
        }
        return true;
    }
}
