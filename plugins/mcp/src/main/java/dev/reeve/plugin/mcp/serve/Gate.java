package dev.reeve.plugin.mcp.serve;

import com.sun.net.httpserver.Headers;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Who may come in.
///
/// A page in a browser reaches loopback under a name of its own (DNS rebinding), or under ours, but
/// then the browser says where the page is from. The protocol demands that both are refused.
final class Gate {
    private static final String BEARER = "bearer ";

    private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    private final boolean numbers;
    private final @Nullable Tokens tokens;

    private Gate(Site site, @Nullable Tokens tokens) {
        names.add(site.listen().bracketed().toLowerCase(Locale.ROOT));
        site.hosts().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        numbers = !site.listen().loopback();
        this.tokens = tokens;
    }

    /// @throws IOException if the tokens cannot be read
    static Gate of(Site site) throws IOException {
        return new Gate(
                site, site.tokenFile().isPresent() ? Tokens.read(site.tokenFile().get()) : null);
    }

    /// What the sender of these may do.
    Role admit(Headers headers) throws Refusal {
        List<String> hosts = headers.getOrDefault("Host", List.of());
        if (hosts.size() != 1) {
            throw new Refusal(400, "a request must name its host once");
        }
        String host = hosts.getFirst().strip();
        if (!knows(host)) {
            throw new Refusal(421, "this is not the host that the request names");
        }
        String origin = headers.getFirst("Origin");
        if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
            throw new Refusal(403, "pages of another origin may not ask here");
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new Refusal(403, "pages of another site may not ask here");
        }
        return role(headers.getFirst("Authorization"));
    }

    private Role role(@Nullable String shown) throws Refusal {
        if (tokens == null) {
            return Role.ADMIN;
        }
        if (shown == null || !shown.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw new Refusal(401, "this needs a token: `Authorization: Bearer TOKEN`");
        }
        Role role = tokens.role(shown.substring(BEARER.length()).strip());
        if (role == null) {
            throw new Refusal(403, "nobody has this token");
        }
        return role;
    }

    private boolean knows(String header) {
        int colon = header.lastIndexOf(':');
        String host = colon > header.lastIndexOf(']') ? header.substring(0, colon) : header;
        String name = host.toLowerCase(Locale.ROOT);
        return names.contains(name) || (numbers && isAddress(name));
    }

    /// No stranger's name leads to an address that is written as such.
    private static boolean isAddress(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host);
            return true;
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }
}
