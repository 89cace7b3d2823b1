package dev.reeve.plugin.session.community;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What everyone may read of a session.
final class Details {
    private Details() {}

    static Map<String, Object> of(CommunityOptions options, Target target) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("connection_url", target.url());
        details.put("auth_type", options.auth().name());
        options.sessionType()
                .ifPresent(
                        type -> details.put("session_type", type.name().toLowerCase(Locale.ROOT)));
        return details;
    }
}
