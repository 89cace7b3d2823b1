package dev.reeve.supervisor.launcher.text;

/// The form of an answer.
public enum Format {
    /// For people.
    TABLE,
    /// The API's object, unchanged.
    JSON,
    /// The same object as YAML.
    YAML;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
