package dev.reeve.plugin.session.community;

import dev.reeve.plugin.session.community.CommunityOptions.AuthType;
import dev.reeve.plugin.session.community.CommunityOptions.SessionType;
import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.testkit.FakePlanContext;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Options of `community`, for tests.
record Given(
        Optional<URI> server,
        Optional<AuthType> auth,
        Optional<String> username,
        Optional<Secret> password,
        Optional<Secret> token,
        Optional<SessionType> type,
        Optional<Path> certificates,
        Map<String, Secret> extra,
        Optional<Launch> launch) {
    static Given at(String url) {
        return new Given(
                Optional.of(URI.create(url)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    static Given at(int port) {
        return at("http://localhost:" + port);
    }

    static Given launched(Launch launch) {
        Given none = at("http://h");
        return new Given(
                Optional.empty(),
                none.auth,
                none.username,
                none.password,
                none.token,
                none.type,
                none.certificates,
                none.extra,
                Optional.of(launch));
    }

    Given psk(String key) {
        return psk(new Secret.Text(key));
    }

    Given psk(Secret key) {
        return new Given(
                server,
                Optional.of(AuthType.PSK),
                username,
                password,
                Optional.of(key),
                type,
                certificates,
                extra,
                launch);
    }

    Given basic(String user, String word) {
        return new Given(
                server,
                Optional.of(AuthType.BASIC),
                Optional.of(user),
                Optional.of(new Secret.Text(word)),
                token,
                type,
                certificates,
                extra,
                launch);
    }

    Given console(SessionType language) {
        return new Given(
                server,
                auth,
                username,
                password,
                token,
                Optional.of(language),
                certificates,
                extra,
                launch);
    }

    Given trusting(Path file) {
        return new Given(
                server, auth, username, password, token, type, Optional.of(file), extra, launch);
    }

    Given saying(String header, String value) {
        return new Given(
                server,
                auth,
                username,
                password,
                token,
                type,
                certificates,
                Map.of(header, new Secret.Text(value)),
                launch);
    }

    CommunityOptions options() {
        return new CommunityOptions(
                server,
                auth,
                username,
                password,
                token,
                type,
                Optional.empty(),
                certificates,
                extra,
                launch);
    }

    SessionBackend backend(Path folder) {
        return new CommunitySessions().create(options(), new FakePlanContext("s", folder));
    }

    SessionBackend backend() {
        return backend(Path.of("/nowhere"));
    }
}
