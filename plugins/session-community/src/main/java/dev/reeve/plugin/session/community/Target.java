package dev.reeve.plugin.session.community;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Where a server is.
///
/// @param tls whether the connection is encrypted
record Target(String host, int port, boolean tls) {
    private static final int PLAIN_PORT = 10000;
    private static final int TLS_PORT = 443;

    /// @param written `http://HOST:PORT`, `https://…`; also with `dh+plain` and `dh`, Deephaven's
    ///     own words for the two
    /// @throws IllegalArgumentException where that is no server
    static Target of(URI written, Optional<Boolean> useTls) {
        String scheme =
                written.getScheme() == null ? "" : written.getScheme().toLowerCase(Locale.ROOT);
        boolean tls =
                switch (scheme) {
                    case "http", "dh+plain" -> false;
                    case "https", "dh" -> true;
                    default ->
                            throw new IllegalArgumentException(
                                    "`server` must be `http://HOST:PORT` or `https://HOST:PORT`");
                };
        if (written.getHost() == null || written.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "`server` must have a host, and no user: it is shown");
        }
        String path = written.getRawPath();
        if (written.getRawQuery() != null || !(path == null || path.length() <= 1)) {
            throw new IllegalArgumentException("`server` must end with its port");
        }
        if (useTls.isPresent() && scheme.startsWith("http") && useTls.get() != tls) {
            throw new IllegalArgumentException(
                    "`use_tls: %s` does not fit to `%s`".formatted(useTls.get(), scheme));
        }
        int standard = tls ? TLS_PORT : PLAIN_PORT;
        return new Target(
                written.getHost(), written.getPort() < 0 ? standard : written.getPort(), tls);
    }

    /// As everyone may read it.
    String url() {
        return "%s://%s:%d".formatted(tls ? "https" : "http", host, port);
    }

    @Override
    public String toString() {
        return url();
    }
}
