package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.page.StaticFile;

import java.util.Map;
import java.util.TreeMap;

/// The page for people. Its files hold nothing of this supervisor and are open to all; what it
/// shows, it asks for like every other client, with the token of whoever looks at it.
final class PageCalls {
    /// Scripts and styles from here only, none within the page, and no page around it. Text can
    /// become markup nowhere: what a service has written is never more than text.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self' data:; base-uri 'none'; frame-ancestors 'none';"
                    + " form-action 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'";

    private static final Map<String, String> ALWAYS =
            Map.of(
                    "Content-Security-Policy", POLICY,
                    "Referrer-Policy", "no-referrer",
                    "Cross-Origin-Opener-Policy", "same-origin",
                    // Kept by the browser, and asked about each time: a new version shows at once.
                    "Cache-Control", "no-cache");

    private PageCalls() {}

    static Answer front() throws Refusal {
        return file("index.html");
    }

    static Answer part(Call call) throws Refusal {
        return file(call.segments().getLast());
    }

    private static Answer file(String name) throws Refusal {
        StaticFile file = StaticFile.named(name);
        if (file == null) {
            throw Refusal.of(404, "the page has no such file");
        }
        var headers = new TreeMap<>(ALWAYS);
        headers.put("ETag", file.tag());
        return new Answer.Whole(200, file.type(), file.bytes(), headers);
    }
}
