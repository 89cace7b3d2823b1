package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a reading has given: as much of the manifest as could be made out, and everything that is
/// wrong with it. Planning goes on with a draft, so that one report names the mistakes of both.
///
/// Something harmless stands in for what is wrong: a command without words, a plugin's kind without
/// a name. Nothing is ever started from a draft with problems.
///
/// @param manifest null where the text could not be read at all
/// @param problems sorted by place
public record Draft(@Nullable Manifest manifest, List<Problem> problems) {
    public Draft {
        problems = List.copyOf(problems);
        if (manifest == null && problems.isEmpty()) {
            throw new IllegalArgumentException("nothing was read, and nothing is wrong");
        }
    }

    /// The manifest, if it has no mistakes.
    public Checked<Manifest> checked() {
        return manifest == null || !problems.isEmpty()
                ? new Checked.Invalid<>(problems)
                : new Checked.Valid<>(manifest);
    }
}
