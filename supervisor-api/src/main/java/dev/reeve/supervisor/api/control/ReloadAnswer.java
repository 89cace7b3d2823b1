package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// What a reload has done, or would do. All lists hold bare names, sorted.
///
/// @param success whether the manifest was taken; all of it, or nothing
/// @param added services that are new
/// @param removed services that are gone
/// @param updated services whose definition has changed
/// @param inPlace those of `updated` that go on running: what has changed needs no restart
/// @param error why it was refused, in one line, or null
/// @param errors the mistakes of the manifest
/// @param dryRun whether nothing was to be done
/// @param changes for each of `updated`, what has changed, by key
/// @param notes what will hold only when the supervisor itself starts anew, one line each
@Api
public record ReloadAnswer(
        boolean success,
        List<String> added,
        List<String> removed,
        List<String> updated,
        List<String> inPlace,
        @Nullable String error,
        List<Problem> errors,
        boolean dryRun,
        Map<String, List<Change>> changes,
        List<String> notes) {
    public ReloadAnswer {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        updated = List.copyOf(updated);
        inPlace = List.copyOf(inPlace);
        errors = List.copyOf(errors);
        changes = Map.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /// The same with other notes.
    public ReloadAnswer with(List<String> others) {
        return new ReloadAnswer(
                success, added, removed, updated, inPlace, error, errors, dryRun, changes, others);
    }

    /// One key that has changed; secrets are `***`.
    ///
    /// @param key its dotted path inside the service: `environment.LOG`
    /// @param before what it was, in the manifest's words, or null where it was absent
    /// @param after what it is, or null where it is absent
    public record Change(String key, @Nullable String before, @Nullable String after) {}
}
