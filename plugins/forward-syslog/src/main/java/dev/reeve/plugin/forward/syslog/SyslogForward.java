package dev.reeve.plugin.forward.syslog;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.api.spi.LogForwarderPlugin;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// `logs: {forward: [syslog]}`: sends lines to syslog, by RFC 5424 over UDP or TCP.
@Kind(value = "syslog", about = "sends output to syslog (RFC 5424)")
public final class SyslogForward implements LogForwarderPlugin<SyslogForward.Options> {
    /// For the catalogue of plugins.
    public SyslogForward() {}

    /// What can be written.
    public record Options(
            @Option(about = "udp://host:port or tcp://host:port", fallback = "udp://localhost:514")
                    URI address,
            @Option(about = "user, daemon, local0 to local7", fallback = "daemon") String facility,
            @Option(about = "the name of the application, instead of the service's")
                    Optional<String> appName,
            @Option(about = "the name of this machine, instead of its own")
                    Optional<String> hostname) {
        public Options {
            Target.of(address);
            known(facility);
        }
    }

    private static Facility known(String word) {
        for (Facility facility : Facility.values()) {
            if (facility.name().toLowerCase(Locale.ROOT).equals(word)) {
                return facility;
            }
        }
        throw new IllegalArgumentException(
                "`facility` must be user, daemon or local0 to local7, not `" + word + "`");
    }

    @Override
    public LogForwarder create(Options options, PlanContext context) {
        return new Sender(
                Target.of(options.address()),
                known(options.facility()),
                options.hostname().orElse(null),
                options.appName().orElse(null));
    }
}
