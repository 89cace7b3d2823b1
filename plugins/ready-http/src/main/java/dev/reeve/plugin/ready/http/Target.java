package dev.reeve.plugin.ready.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// What is asked for, and where.
///
/// @param secure whether it is asked for by TLS
/// @param host a name or an address, without brackets
/// @param path path and query, as they are sent
record Target(boolean secure, String host, int port, String path) {
    /// Of what was written.
    ///
    /// @throws IllegalArgumentException where it cannot be asked for; the text is for the user
    static Target of(
            Optional<URI> url,
            Optional<String> scheme,
            Optional<String> host,
            Optional<Integer> port,
            Optional<String> path) {
        if (url.isPresent()) {
            return of(url.get(), "url");
        }
        String name = host.orElse("localhost");
        String bracketed = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        String where = path.orElse("/");
        String text =
                scheme(scheme.orElse("http"), "scheme")
                        + "://"
                        + bracketed
                        + ":"
                        + port.orElseThrow()
                        + (where.startsWith("/") ? where : "/" + where);
        try {
            return of(new URI(text), "host");
        } catch (URISyntaxException none) {
            throw new IllegalArgumentException(
                    "`host` and `path` must be as in a URL, not `" + none.getInput() + "`", none);
        }
    }

    /// What goes behind `Host:`.
    String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }

    private static Target of(URI url, String option) {
        String scheme = scheme(String.valueOf(url.getScheme()), option);
        boolean secure = scheme.equals("https");
        String host = url.getHost();
        if (host == null || host.isEmpty()) {
            throw new IllegalArgumentException(
                    "`%s` must name a host, as in http://localhost:8080/".formatted(option));
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "`%s` must not hold a user; `headers` can say `Authorization`"
                            .formatted(option));
        }
        int port = url.getPort() < 0 ? (secure ? 443 : 80) : url.getPort();
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    "`%s` must have a port from 1 to 65535, not %d".formatted(option, port));
        }
        URI sent = URI.create(url.toASCIIString());
        String path = sent.getRawPath().isEmpty() ? "/" : sent.getRawPath();
        String query = sent.getRawQuery() == null ? "" : "?" + sent.getRawQuery();
        return new Target(secure, host.replaceAll("[\\[\\]]", ""), port, path + query);
    }

    private static String scheme(String written, String option) {
        String scheme = written.toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    option.equals("url")
                            ? "`url` must begin with http:// or https://"
                            : "`scheme` must be http or https, not `" + written + "`");
        }
        return scheme;
    }
}
