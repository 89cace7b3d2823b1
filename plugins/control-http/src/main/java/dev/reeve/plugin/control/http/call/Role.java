package dev.reeve.plugin.control.http.call;

import java.util.Locale;
import java.util.Optional;

/// What someone may do; each role may do what those before it may.
public enum Role {
    /// Ask whether the supervisor is alive and ready.
    NONE,
    /// See everything.
    READ,
    /// Start, stop and signal services, and look at them more closely.
    OPERATE,
    /// Everything: also which services there are, and the supervisor itself.
    ADMIN;

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /// The word that people write and read.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role of this word that a token can have.
    public static Optional<Role> named(String word) {
        for (Role role : values()) {
            if (role != NONE && role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
