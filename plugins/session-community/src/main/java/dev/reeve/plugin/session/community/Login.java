package dev.reeve.plugin.session.community;

import dev.reeve.plugin.session.community.CommunityOptions.AuthType;
import dev.reeve.supervisor.api.spi.Secret;

import io.grpc.Metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is said to a server to be let in. Secrets are read when it is said.
///
/// @param extra headers that each call has besides
record Login(
        AuthType type,
        Optional<String> username,
        Optional<Secret> password,
        Optional<Secret> token,
        Map<String, Secret> extra) {
    /// The handler of pre-shared keys, by the name that servers know it by.
    private static final String PSK = "io.deephaven.authentication.psk.PskAuthenticationHandler";

    /// The value of the header `Authorization`.
    String authorization() throws IOException {
        return switch (type) {
            case ANONYMOUS -> "Anonymous";
            case PSK -> PSK + " " + revealed(token);
            case BASIC -> {
                String both = username.orElseThrow() + ":" + revealed(password);
                byte[] bytes = both.getBytes(StandardCharsets.UTF_8);
                yield "Basic " + Base64.getEncoder().encodeToString(bytes);
            }
        };
    }

    Metadata headers() throws IOException {
        Metadata headers = new Metadata();
        for (Map.Entry<String, Secret> header : extra.entrySet()) {
            headers.put(
                    Metadata.Key.of(header.getKey(), Metadata.ASCII_STRING_MARSHALLER),
                    header.getValue().reveal());
        }
        return headers;
    }

    /// What somebody else needs to be let in by the same door.
    Map<String, String> credentials(Target target) throws IOException {
        Map<String, String> credentials = new LinkedHashMap<>();
        credentials.put("connection_url", target.url());
        switch (type) {
            case ANONYMOUS -> {}
            case PSK -> {
                String key = revealed(token);
                credentials.put("token", key);
                credentials.put("connection_url_with_auth", target.url() + "/?psk=" + key);
            }
            case BASIC -> {
                credentials.put("username", username.orElseThrow());
                credentials.put("password", revealed(password));
            }
        }
        return credentials;
    }

    private static String revealed(Optional<Secret> secret) throws IOException {
        return secret.orElseThrow().reveal();
    }
}
