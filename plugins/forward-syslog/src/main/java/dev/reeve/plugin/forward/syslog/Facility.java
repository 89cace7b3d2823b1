package dev.reeve.plugin.forward.syslog;

/// The facilities of RFC 5424, section 6.2.1, that a service can belong to.
enum Facility {
    USER(1),
    DAEMON(3),
    LOCAL0(16),
    LOCAL1(17),
    LOCAL2(18),
    LOCAL3(19),
    LOCAL4(20),
    LOCAL5(21),
    LOCAL6(22),
    LOCAL7(23);

    private static final int ERROR = 3;
    private static final int INFORMATIONAL = 6;

    private final int number;

    Facility(int number) {
        this.number = number;
    }

    /// The priority of a line: what comes by standard error is an error.
    int priority(String stream) {
        return number * 8 + (stream.equals("stderr") ? ERROR : INFORMATIONAL);
    }
}
