package dev.reeve.plugin.control.xmlrpc.guard;

import dev.reeve.plugin.control.xmlrpc.wire.Head;
import dev.reeve.plugin.control.xmlrpc.wire.Refusal;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Who may call.
///
/// A page of a stranger reaches loopback under a name of the stranger's own (DNS rebinding), or
/// under ours, but then the browser says where the page is from, or can send what is no XML only.
/// All of these are refused.
public interface Gate {
    /// @throws Refusal where this request may not be answered
    void admit(Head head) throws Refusal;

    /// For a unix socket: the kernel has said who is at the other end. No browser is.
    static Gate owner(@Nullable Password password) {
        return head -> authenticate(head, password);
    }

    /// For TCP.
    ///
    /// @param password null where everyone who comes as far as this may do all
    static Gate web(Listen listen, @Nullable Password password) {
        Set<String> names =
                Set.copyOf(List.of("localhost", "127.0.0.1", "::1", lower(listen.host())));
        return head -> {
            if (head.header("origin") != null || head.header("sec-fetch-site") != null) {
                throw new Refusal(403, "pages may not ask here");
            }
            String host = bare(head.header("host"));
            boolean ours = names.contains(host) || (!listen.loopback() && Listen.isAddress(host));
            if (!ours && (head.modern() || !host.isEmpty())) {
                throw new Refusal(421, "this is not the host that the request names");
            }
            authenticate(head, password);
        };
    }

    private static void authenticate(Head head, @Nullable Password password) throws Refusal {
        if (password != null && !password.opens(head.header("authorization"))) {
            throw new Refusal(401, "this needs a name and a password");
        }
    }

    /// The host without its port and brackets, or empty.
    private static String bare(@Nullable String header) {
        String host = header == null ? "" : lower(header.strip());
        int colon = host.lastIndexOf(':');
        if (colon > host.lastIndexOf(']')) {
            host = host.substring(0, colon);
        }
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
