package dev.reeve.supervisor.core.control;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// How another supervisor takes this one's place, in the same process.
public interface Succession {
    /// Looks whether the distribution in this folder can take over, and has it do so once
    /// everything that cannot be taken over has ended. Blocks for the time that its command line
    /// takes to say its version.
    ///
    /// @param home null for the present one
    /// @return why not, or null; then it is on its way
    @Nullable String prepare(@Nullable Path home);
}
