package dev.reeve.supervisor.core.plugin;

import java.nio.file.Path;
import java.util.List;

/// Where plugins come from, and which of them may be used at all.
///
/// @param folders the distribution's first, then the user's; those that are not there have no
///     plugins
/// @param given providers that the program itself hands in
/// @param trust of what lies in the folders
public record PluginTerms(List<Path> folders, List<Object> given, Trust trust) {
    public PluginTerms {
        folders = List.copyOf(folders);
        given = List.copyOf(given);
    }

    /// All that lies in these folders.
    public static PluginTerms of(List<Path> folders) {
        return new PluginTerms(folders, List.of(), Trust.ANY);
    }
}
