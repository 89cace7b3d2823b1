package dev.reeve.plugin.session.http;

import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.Secret;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be written under `config`.
///
/// @param accept good statuses; empty means any from 200 to 299
public record HttpOptions(
        @Option(about = "what is asked for, to see whether the service is there") URI url,
        @Option(about = "GET, HEAD or another method that changes nothing", fallback = "GET")
                String method,
        @Option(about = "sent with every request", fallback = "{}") Map<String, Secret> headers,
        @Option(about = "statuses that are good; by default 200 to 299", fallback = "[]")
                List<Integer> accept,
        @Option(about = "a PEM file with the certificates to trust, instead of the system's")
                Optional<Path> caFile) {
    public HttpOptions {
        String scheme = String.valueOf(url.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("`url` must begin with http:// or https://");
        }
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "`url` must name a host and no user, as in http://localhost:8080/");
        }
        if (!method.matches("[A-Z]{1,20}")) {
            throw new IllegalArgumentException("`method` must be a method of HTTP such as GET");
        }
        headers = Map.copyOf(headers);
        accept = List.copyOf(accept);
        caFile.ifPresent(Trust::mustBeThere);
    }

    /// Whether this status is what is hoped for.
    boolean accepts(int status) {
        return accept.isEmpty() ? status >= 200 && status < 300 : accept.contains(status);
    }

    /// Where it is, without what may be a secret.
    String address() {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return url.getScheme() + "://" + url.getRawAuthority() + path;
    }
}
