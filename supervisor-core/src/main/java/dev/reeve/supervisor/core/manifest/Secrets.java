package dev.reeve.supervisor.core.manifest;

import java.util.regex.Pattern;

/// Which names always stand for secrets, whatever a manifest says.
public final class Secrets {
    private static final Pattern VARIABLE =
            Pattern.compile("(?i).*(?:_KEY|_TOKEN|_SECRET|PASSWORD)");
    private static final Pattern OPTION =
            Pattern.compile(
                    "(?i)(?:.*[_-])?(?:token|secret|psk|authorization|cookie)|.*-(?:api-)?key");

    /// What is shown instead.
    public static final String HIDDEN = "***";

    private Secrets() {}

    /// Whether an environment variable of this name holds a secret.
    public static boolean isVariable(String name) {
        return VARIABLE.matcher(name).matches();
    }

    /// Whether a plugin's option of this name holds a secret.
    public static boolean isOption(String name) {
        return isVariable(name) || OPTION.matcher(name).matches();
    }
}
