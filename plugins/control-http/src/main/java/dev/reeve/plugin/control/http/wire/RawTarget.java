package dev.reeve.plugin.control.http.wire;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpRequestFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

import java.net.URI;

/// Keeps the target of a request as it was sent. The library's own way takes a host out of it,
/// which would let `//evil/v1` pass for `/v1`.
final class RawTarget implements HttpRequestFactory<ClassicHttpRequest> {
    static final RawTarget FACTORY = new RawTarget();

    private RawTarget() {}

    @Override
    public ClassicHttpRequest newHttpRequest(String method, String target) {
        var request = new BasicClassicHttpRequest(method, "/");
        request.setPath(target);
        return request;
    }

    @Override
    public ClassicHttpRequest newHttpRequest(String method, URI target) {
        return newHttpRequest(method, target.toString());
    }
}
