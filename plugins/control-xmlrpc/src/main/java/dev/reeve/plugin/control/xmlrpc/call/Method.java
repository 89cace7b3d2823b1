package dev.reeve.plugin.control.xmlrpc.call;

import java.util.List;

/// What can be called.
///
/// @param name with its name space: `supervisor.getState`
/// @param signature the type of its answer, and then of what it takes
/// @param required how many of these it takes at least
/// @param help one line for people
record Method(String name, List<String> signature, int required, String help, Body body) {
    /// What it does.
    @FunctionalInterface
    interface Body {
        Object call(Arguments arguments) throws Fault, InterruptedException;
    }

    /// @param signature the types in one text: `boolean string boolean?`, with a question mark
    ///     behind those that may be left out
    static Method of(String name, String signature, String help, Body body) {
        List<String> types = List.of(signature.split(" "));
        int required = (int) types.stream().filter(type -> !type.endsWith("?")).count() - 1;
        return new Method(
                name,
                types.stream().map(type -> type.replace("?", "")).toList(),
                required,
                help,
                body);
    }

    boolean takes(int count) {
        return count >= required && count < signature.size();
    }
}
