package dev.reeve.plugin.control.http.guard;

import dev.reeve.plugin.control.http.call.Call;
import dev.reeve.plugin.control.http.call.Guard;
import dev.reeve.plugin.control.http.call.Refusal;
import dev.reeve.plugin.control.http.call.Role;

import org.jspecify.annotations.Nullable;

/// For TCP, where every program of the machine and every page in a browser can knock.
///
/// A page of a stranger reaches loopback under a name of the stranger's own (DNS rebinding), or
/// under ours, but then the browser says where the page is from. Both are refused, for reading too.
public final class WebGuard implements Guard {
    private final Hosts hosts;
    private final @Nullable Tokens tokens;
    private final String scheme;

    /// @param tokens who may do what, or null where everyone who comes as far as this may do all
    /// @param tls whether pages that were had from here were had by HTTPS
    public WebGuard(Hosts hosts, @Nullable Tokens tokens, boolean tls) {
        this.hosts = hosts;
        this.tokens = tokens;
        scheme = tls ? "https://" : "http://";
    }

    @Override
    public void admit(Call call) throws Refusal {
        int named = call.headers().countHeaders("Host");
        if (named > 1 || (named == 0 && call.modern())) {
            throw Refusal.of(400, "a request must name its host once");
        }
        String host = call.header("Host");
        if (host != null && !hosts.allow(host)) {
            throw Refusal.of(421, "this is not the host that the request names");
        }
        String origin = call.header("Origin");
        if (origin != null && !origin.equalsIgnoreCase(scheme + host)) {
            throw Refusal.of(403, "pages of another origin may not ask here");
        }
        String site = call.header("Sec-Fetch-Site");
        if (site != null
                && !site.equals("same-origin")
                && !site.equals("none")
                && !opensThePage(call)) {
            throw Refusal.of(403, "pages of another site may not ask here");
        }
    }

    /// A link on another site may lead to our page: that holds nothing, and the other site sees
    /// nothing of it.
    private static boolean opensThePage(Call call) {
        return call.path().equals("/") && "document".equals(call.header("Sec-Fetch-Dest"));
    }

    @Override
    public Role role(Call call) throws Refusal {
        if (tokens == null) {
            return Role.ADMIN;
        }
        String shown = call.token();
        if (shown == null) {
            throw Refusal.of(401, "this needs a token: `Authorization: Bearer TOKEN`")
                    .with("WWW-Authenticate", "Bearer realm=\"reeve\"");
        }
        Role role = tokens.role(shown);
        if (role == null) {
            throw Refusal.of(403, "nobody has this token");
        }
        return role;
    }
}
