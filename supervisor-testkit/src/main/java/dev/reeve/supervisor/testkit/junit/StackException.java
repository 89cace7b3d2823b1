package dev.reeve.supervisor.testkit.junit;

/// That a stack was not brought up. The message says why, and names the service where it is one.
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
