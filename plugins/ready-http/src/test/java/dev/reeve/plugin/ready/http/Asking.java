package dev.reeve.plugin.ready.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Options, said one by one.
final class Asking {
    private Optional<URI> url = Optional.empty();
    private Optional<String> scheme = Optional.empty();
    private Optional<String> host = Optional.empty();
    private Optional<Integer> port = Optional.empty();
    private Optional<String> path = Optional.empty();
    private List<Integer> accept = List.of(200);
    private Map<String, String> headers = Map.of();
    private String method = "GET";
    private Optional<Duration> timeout = Optional.empty();
    private Optional<Boolean> own = Optional.empty();
    private boolean verify = true;

    Asking url(String said) {
        url = Optional.of(URI.create(said));
        return this;
    }

    Asking scheme(String said) {
        scheme = Optional.of(said);
        return this;
    }

    Asking host(String said) {
        host = Optional.of(said);
        return this;
    }

    Asking port(int said) {
        port = Optional.of(said);
        return this;
    }

    Asking path(String said) {
        path = Optional.of(said);
        return this;
    }

    Asking accept(Integer... said) {
        accept = List.of(said);
        return this;
    }

    Asking header(String name, String value) {
        headers = Map.of(name, value);
        return this;
    }

    Asking method(String said) {
        method = said;
        return this;
    }

    Asking within(Duration said) {
        timeout = Optional.of(said);
        return this;
    }

    Asking anybodys() {
        own = Optional.of(false);
        return this;
    }

    Asking itsOwn() {
        own = Optional.of(true);
        return this;
    }

    Asking unverified() {
        verify = false;
        return this;
    }

    HttpOptions options() {
        return new HttpOptions(
                url, scheme, host, port, path, accept, headers, method, timeout, own, verify);
    }
}
