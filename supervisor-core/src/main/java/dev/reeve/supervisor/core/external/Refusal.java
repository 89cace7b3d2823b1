package dev.reeve.supervisor.core.external;

/// An external plugin has said that something cannot be done. That is an answer.
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String text) {
        super(text, null, false, false);
    }
}
