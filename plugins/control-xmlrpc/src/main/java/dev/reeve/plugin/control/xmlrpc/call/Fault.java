package dev.reeve.plugin.control.xmlrpc.call;

/// A call that came to nothing, in supervisord's words and numbers.
final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    /// Numbers and names of supervisord (`supervisor/xmlrpc.py`, class `Faults`).
    enum Code {
        UNKNOWN_METHOD(1),
        INCORRECT_PARAMETERS(2),
        BAD_ARGUMENTS(3),
        SIGNATURE_UNSUPPORTED(4),
        SHUTDOWN_STATE(6),
        BAD_NAME(10),
        BAD_SIGNAL(11),
        NO_FILE(20),
        FAILED(30),
        ABNORMAL_TERMINATION(40),
        SPAWN_ERROR(50),
        ALREADY_STARTED(60),
        NOT_RUNNING(70),
        SUCCESS(80),
        ALREADY_ADDED(90),
        STILL_RUNNING(91),
        CANT_REREAD(92);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    private final Code code;

    Fault(Code code) {
        super(code.name(), null, false, false);
        this.code = code;
    }

    /// @param about what it is about: a name, a reason
    Fault(Code code, String about) {
        super(code.name() + ": " + about, null, false, false);
        this.code = code;
    }

    Code code() {
        return code;
    }

    /// The text for the client.
    String text() {
        return String.valueOf(getMessage());
    }
}
