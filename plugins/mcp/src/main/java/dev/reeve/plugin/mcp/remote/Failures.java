package dev.reeve.plugin.mcp.remote;

import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;

import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpTransportException;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// What kind of failure something is: by its type and by the types of what has caused it. Only
/// where the SDK has nothing but a text for an HTTP status is that read.
final class Failures {
    private static final Pattern STATUS = Pattern.compile("[Ss]tatus code: ?(\\d{3})");
    private static final int LONGEST = 300;
    private static final int SERVER_FAULT = 500;
    private static final Set<Integer> FOR_NOW = Set.of(408, 425, 429);

    private Failures() {}

    /// @param where what was asked, without a secret
    static SessionException of(Reach where, Throwable thrown) {
        Set<Throwable> chain = chain(thrown);
        for (Throwable each : chain) {
            if (each instanceof SessionException known) {
                return known;
            }
        }
        Kind kind = kind(chain, thrown);
        return new SessionException(
                kind.status(), "cannot reach " + where + ": " + kind.text(), thrown);
    }

    private record Kind(Status status, String text) {}

    private static Kind kind(Set<Throwable> chain, Throwable thrown) {
        for (Throwable each : chain) {
            if (each instanceof McpHttpClientTransportAuthorizationException refused) {
                return new Kind(Status.UNAUTHORIZED, unauthorized(refused));
            }
            if (each instanceof GeneralSecurityException
                    || each instanceof SSLPeerUnverifiedException) {
                return new Kind(
                        Status.MISCONFIGURED, "its certificate is not trusted: " + text(each));
            }
        }
        for (Throwable each : chain) {
            Kind known = known(each, chain);
            if (known != null) {
                return known;
            }
        }
        return new Kind(Status.UNKNOWN, text(thrown));
    }

    private static @Nullable Kind known(Throwable each, Set<Throwable> chain) {
        return switch (each) {
            case McpTransportSessionNotFoundException _ ->
                    new Kind(Status.OFFLINE, "it does not know this session any more");
            // The other end speaks no TLS at all.
            case SSLException plain when !(plain instanceof SSLHandshakeException) ->
                    new Kind(Status.MISCONFIGURED, text(plain));
            case McpTransportException answer -> ofStatus(answer);
            case McpError error ->
                    new Kind(Status.UNKNOWN, "it answers: " + error.getJsonRpcError().message());
            case TimeoutException _, HttpTimeoutException _ ->
                    new Kind(Status.OFFLINE, "no answer in time");
            case UnknownHostException _, UnresolvedAddressException _ ->
                    new Kind(Status.OFFLINE, "nobody knows this host");
            case ConnectException refused when chain.stream().noneMatch(Failures::unresolved) ->
                    new Kind(
                            Status.OFFLINE,
                            refused.getMessage() == null ? "connection refused" : text(refused));
            case ConnectException _ -> new Kind(Status.OFFLINE, "nobody knows this host");
            case IOException broken -> new Kind(Status.OFFLINE, text(broken));
            default -> null;
        };
    }

    private static boolean unresolved(Throwable each) {
        return each instanceof UnresolvedAddressException || each instanceof UnknownHostException;
    }

    /// The SDK says the status of an answer in its text only.
    private static Kind ofStatus(McpTransportException answer) {
        Matcher found = STATUS.matcher(String.valueOf(answer.getMessage()));
        if (!found.find()) {
            // An answer that is none of the protocol: a page for people, perhaps.
            return new Kind(Status.MISCONFIGURED, text(answer));
        }
        int status = Integer.parseInt(found.group(1));
        boolean mayPass = status >= SERVER_FAULT || FOR_NOW.contains(status);
        return new Kind(
                mayPass ? Status.OFFLINE : Status.MISCONFIGURED,
                "it answers with HTTP status " + status);
    }

    private static String unauthorized(McpHttpClientTransportAuthorizationException refused) {
        var answer = refused.getResponseInfo();
        String wanted =
                answer.headers()
                        .firstValue("WWW-Authenticate")
                        .map(how -> ", which wants " + how)
                        .orElse("");
        return "it asks for authentication (HTTP status " + answer.statusCode() + wanted + ")";
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null || message.isBlank()) {
            return thrown.getClass().getSimpleName();
        }
        String line = message.strip().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    private static Set<Throwable> chain(Throwable thrown) {
        Set<Throwable> chain = new LinkedHashSet<>();
        for (Throwable each = thrown; each != null && chain.add(each); each = each.getCause()) {
            // The set ends a chain that bites its tail.
        }
        return chain;
    }
}
