package dev.reeve.supervisor.core.external;

/// An external plugin has not kept to the protocol, or has ended in the middle of a call. It is
/// unchecked, and so counts as a mistake of the plugin wherever its calls are counted.
public final class Misconduct extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misconduct(String text) {
        super(text, null, false, false);
    }
}
