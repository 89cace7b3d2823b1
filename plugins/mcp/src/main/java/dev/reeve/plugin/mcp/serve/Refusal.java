package dev.reeve.plugin.mcp.serve;

/// That a request is not answered, and why, in the numbers of HTTP.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String text) {
        super(text);
        this.status = status;
    }

    int status() {
        return status;
    }
}
