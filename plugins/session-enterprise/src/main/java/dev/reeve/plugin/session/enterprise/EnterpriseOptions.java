package dev.reeve.plugin.session.enterprise;

import dev.reeve.supervisor.api.spi.Option;

import java.util.Map;

/// The options of `enterprise`.
record EnterpriseOptions(
        @Option(about = "the service whose session makes this one") String factory,
        @Option(about = "what that is told for this session", fallback = "{}")
                Map<String, Object> options) {
    EnterpriseOptions {
        if (factory.isBlank()) {
            throw new IllegalArgumentException("`factory` must name a service");
        }
    }
}
