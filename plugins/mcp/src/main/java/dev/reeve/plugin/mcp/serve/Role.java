package dev.reeve.plugin.mcp.serve;

import java.util.Locale;
import java.util.Optional;

/// What a client may do; each role may do what those before it may.
public enum Role {
    /// See everything.
    READ,
    /// Start and stop services, and call tools.
    OPERATE,
    /// Everything: also say anew which services there are.
    ADMIN;

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /// The word that people write and read.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> named(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
