package dev.reeve.plugin.mcp.verb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One argument of a tool: from the same few words come its JSON Schema and what is checked when
/// the tool is called.
///
/// @param about one line, for the model that is to fill it in
/// @param required whether there must be one
record Parameter(String name, Type type, String about, boolean required) {
    /// What it holds.
    sealed interface Type {
        record Text() implements Type {}

        /// A list of texts; a single text stands for a list of one.
        record Texts() implements Type {}

        record Flag() implements Type {}

        record Whole(long least, long most) implements Type {}

        record Choice(List<String> words) implements Type {}
    }

    static Parameter text(String name, String about) {
        return new Parameter(name, new Type.Text(), about, false);
    }

    static Parameter texts(String name, String about) {
        return new Parameter(name, new Type.Texts(), about, false);
    }

    static Parameter flag(String name, String about) {
        return new Parameter(name, new Type.Flag(), about, false);
    }

    static Parameter number(String name, long least, long most, String about) {
        return new Parameter(name, new Type.Whole(least, most), about, false);
    }

    static Parameter choice(String name, List<String> words, String about) {
        return new Parameter(name, new Type.Choice(words), about, false);
    }

    /// The same, and there must be one.
    Parameter needed() {
        return new Parameter(name, type, about, true);
    }

    /// The schema of all arguments of a tool.
    static Map<String, Object> schema(List<Parameter> parameters) {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put(
                "required",
                parameters.stream().filter(Parameter::required).map(Parameter::name).toList());
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (type) {
            case Type.Text _ -> schema.put("type", "string");
            case Type.Texts _ -> {
                schema.put("type", "array");
                schema.put("items", Map.of("type", "string"));
            }
            case Type.Flag _ -> schema.put("type", "boolean");
            case Type.Whole(long least, long most) -> {
                schema.put("type", "integer");
                schema.put("minimum", least);
                schema.put("maximum", most);
            }
            case Type.Choice(var words) -> {
                schema.put("type", "string");
                schema.put("enum", words);
            }
        }
        schema.put("description", about);
        return schema;
    }
}
