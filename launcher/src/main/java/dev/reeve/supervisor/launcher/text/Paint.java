package dev.reeve.supervisor.launcher.text;

/// Colour on a terminal (ECMA-48, SGR), or none.
///
/// @param on whether there is any
public record Paint(boolean on) {
    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;

    /// Bright on dark and dark on bright, never the colour of an error.
    private static final int[] NAMES = {36, 35, 34, 32, 33, 96, 95, 94, 92, 93};

    /// The status of a service: good, bad or on its way.
    public String status(String shown, String status) {
        return switch (status) {
            case "running", "connected", "healthy", "started", "completed" -> paint(shown, GREEN);
            case "failed", "error", "unhealthy", "health_check_failed", "unreachable" ->
                    paint(shown, RED);
            case "stopped", "disconnected", "unknown", "disabled", "idle" -> shown;
            default -> paint(shown, YELLOW);
        };
    }

    /// The name of a service, always in the same colour.
    public String name(String shown, String name) {
        return paint(shown, NAMES[Math.floorMod(name.hashCode(), NAMES.length)]);
    }

    /// The head of a table.
    public String head(String shown) {
        return paint(shown, 1);
    }

    /// What is new.
    public String added(String shown) {
        return paint(shown, GREEN);
    }

    /// What is gone.
    public String removed(String shown) {
        return paint(shown, RED);
    }

    /// What is another than before.
    public String changed(String shown) {
        return paint(shown, YELLOW);
    }

    private String paint(String shown, int code) {
        return on ? "\033[" + code + "m" + shown + "\033[0m" : shown;
    }
}
