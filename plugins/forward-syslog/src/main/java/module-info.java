import org.jspecify.annotations.NullMarked;

/// Sends what services write to syslog.
@NullMarked
module dev.reeve.plugin.forward.syslog {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.LogForwarderPlugin with
            dev.reeve.plugin.forward.syslog.SyslogForward;
}
