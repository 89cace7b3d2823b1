package dev.reeve.supervisor.core.plugin;

/// Why a plugin, or a part of it, cannot be used.
///
/// @param code what kind of trouble it is
/// @param file the name of the file or folder it was found in
/// @param text what is wrong; it names the plugin where that is known
record PluginProblem(Code code, String file, String text) {
    /// The kinds of trouble.
    enum Code {
        BROKEN_ARCHIVE,
        BAD_DESCRIPTOR,
        API_MISMATCH,
        DUPLICATE_ID,
        DEPENDENCY_CYCLE,
        MISSING_DEPENDENCY,
        DEPENDENCY_FAILED,
        MODULE_RESOLUTION,
        FORBIDDEN_MODULE,
        PROVIDER_ERROR,
        NO_PROVIDER,
        DUPLICATE_KIND,
        REFUSED,
        UNTRUSTED
    }

    /// One line for people.
    @Override
    public String toString() {
        return code + " " + file + ": " + text;
    }
}
