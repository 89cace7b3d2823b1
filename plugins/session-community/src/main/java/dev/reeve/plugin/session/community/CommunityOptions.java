package dev.reeve.plugin.session.community;

import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.Secret;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The options of `community`.
record CommunityOptions(
        @Option(about = "where the server is: `http://HOST:PORT`; or `launch`")
                Optional<URI> server,
        @Option(about = "how one is let in; by default `anonymous`, and `psk` with `launch`")
                Optional<AuthType> authType,
        @Option(about = "for `basic`: who one is") Optional<String> username,
        @Option(about = "for `basic`: that user's password") Optional<Secret> password,
        @Option(about = "for `psk`: the key that the server knows, too") Optional<Secret> token,
        @Option(about = "the language of the console that is opened; without it, none is")
                Optional<SessionType> sessionType,
        @Option(about = "whether the connection is encrypted; by default what `server` says")
                Optional<Boolean> useTls,
        @Option(about = "a PEM file with the certificates that are trusted, instead of the JDK's")
                Optional<Path> tlsRootCerts,
        @Option(about = "headers that each call has besides", fallback = "{}")
                Map<String, Secret> extra,
        @Option(about = "the server that is launched for this session, and ends with it")
                Optional<Launch> launch) {
    /// How one is let in.
    enum AuthType {
        ANONYMOUS,
        PSK,
        BASIC
    }

    /// The language of a console.
    enum SessionType {
        PYTHON,
        GROOVY
    }

    CommunityOptions {
        check(
                server.isPresent() != launch.isPresent(),
                "`server` or `launch` must be given, and one of them");
        server.ifPresent(uri -> Target.of(uri, useTls));
        boolean made = launch.isPresent();
        switch (auth(authType, launch)) {
            case ANONYMOUS -> {
                check(token.isEmpty(), "`token` needs `auth_type: psk`");
                check(username.isEmpty(), "`username` needs `auth_type: basic`");
            }
            case PSK -> {
                check(made || token.isPresent(), "`auth_type: psk` needs `token`");
                check(!made || token.isEmpty(), "`launch` makes a `token` of its own");
            }
            case BASIC ->
                    check(
                            username.isPresent() && password.isPresent(),
                            "`auth_type: basic` needs `username` and `password`");
        }
        check(
                tlsRootCerts.isEmpty() || Files.isReadable(tlsRootCerts.get()),
                "`tls_root_certs` cannot be read: " + tlsRootCerts.orElse(null));
        check(
                !made || (useTls.isEmpty() && tlsRootCerts.isEmpty()),
                "a server that is launched listens on this machine only, without TLS");
    }

    AuthType auth() {
        return auth(authType, launch);
    }

    /// What is to be said to a server at this place.
    ///
    /// @param key the key that the server knows, where there is one of its own
    Login login(Optional<Secret> key) {
        return new Login(auth(), username, password, key.or(() -> token), extra);
    }

    private static AuthType auth(Optional<AuthType> written, Optional<Launch> launch) {
        return written.orElse(launch.isPresent() ? AuthType.PSK : AuthType.ANONYMOUS);
    }

    private static void check(boolean good, String otherwise) {
        if (!good) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
