package dev.reeve.plugin.ready.http;

import dev.reeve.supervisor.api.spi.Option;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What can be written under `http`, for a ready strategy and for a health check.
public record HttpOptions(
        @Option(about = "what is asked for; or `port`, with what goes with it") Optional<URI> url,
        @Option(about = "`http` or `https`; by default `http`") Optional<String> scheme,
        @Option(about = "a name or an address; by default `localhost`") Optional<String> host,
        @Option(about = "the port", min = 1, max = 65535) Optional<Integer> port,
        @Option(about = "what is asked for there; by default `/`") Optional<String> path,
        @Option(about = "the statuses that are good", fallback = "[200]") List<Integer> accept,
        @Option(about = "what is said besides", fallback = "{}", secret = true)
                Map<String, String> headers,
        @Option(about = "how it is asked", fallback = "GET") String method,
        @Option(
                        about =
                                "how long one attempt may take; by default 5 s, and for a health"
                                        + " check its own `timeout`")
                Optional<Duration> timeout,
        @Option(
                        about =
                                "whether, on this machine, a process of the service itself must"
                                        + " listen; by default true for a ready strategy with"
                                        + " `port`, and false where `url` names what may be"
                                        + " somebody else's, and for a health check")
                Optional<Boolean> own,
        @Option(about = "whether the certificate of `https` must be good", fallback = "true")
                boolean verify) {
    /// What RFC 9110, 5.6.2 calls a token.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /// Visible characters, blanks and tabs: else a value could bring lines of its own.
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    /// What this asks with by itself.
    private static final Set<String> TAKEN =
            Set.of("connection", "content-length", "transfer-encoding", "expect", "upgrade");

    public HttpOptions {
        accept = List.copyOf(accept);
        headers = Map.copyOf(headers);
        boolean parts =
                scheme.isPresent() || host.isPresent() || port.isPresent() || path.isPresent();
        check(
                url.isEmpty() || !parts,
                "`url` says it all: leave out `scheme`, `host`, `port` and `path`");
        check(url.isPresent() || port.isPresent(), "`url` or `port` must be given");
        check(!accept.isEmpty(), "`accept` must name one status at least");
        for (int status : accept) {
            check(
                    status >= 100 && status <= 599,
                    "`accept` must hold statuses from 100 to 599, not " + status);
        }
        check(TOKEN.matcher(method).matches(), "`method` must be a word like GET");
        headers.forEach(HttpOptions::checkHeader);
        check(timeout.isEmpty() || timeout.get().toMillis() >= 1, "`timeout` must be at least 1ms");
        Target.of(url, scheme, host, port, path);
    }

    /// What is asked for.
    Target target() {
        return Target.of(url, scheme, host, port, path);
    }

    private static void checkHeader(String name, String value) {
        check(TOKEN.matcher(name).matches(), "`headers` has a name that is none: `" + name + "`");
        check(
                !TAKEN.contains(name.toLowerCase(java.util.Locale.ROOT)),
                "`headers` cannot set `" + name + "`");
        check(
                VALUE.matcher(value).matches(),
                "`headers` has a value for `" + name + "` that cannot be sent");
    }

    private static void check(boolean holds, String mistake) {
        if (!holds) {
            throw new IllegalArgumentException(mistake);
        }
    }
}
