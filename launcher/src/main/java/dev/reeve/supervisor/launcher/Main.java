package dev.reeve.supervisor.launcher;

/// The program `reeve`.
public final class Main {
    private Main() {}

    /// Runs one verb and exits with its code.
    public static void main(String[] arguments) {
        throw new UnsupportedOperationException();
    }
}
