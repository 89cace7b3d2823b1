package dev.reeve.plugin.control.xmlrpc.text;

import java.util.List;

/// A call: texts, `Integer`, `Long`, `Double`, `Boolean`, lists and maps of these.
///
/// @param method its name, with the name space in front: `supervisor.getState`
public record MethodCall(String method, List<Object> parameters) {
    public MethodCall {
        parameters = List.copyOf(parameters);
    }
}
