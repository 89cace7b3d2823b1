package dev.reeve.supervisor.launcher.text;

import dev.reeve.supervisor.launcher.client.Json;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

import java.io.PrintStream;
import java.util.function.Supplier;

/// Writes answers, in the form that was asked for.
///
/// @param colour whether tables have colour
public record Answers(PrintStream out, boolean colour, Format format) {
    /// Writes one answer.
    ///
    /// @param value the API's object
    /// @param table the same for people, without the last line's end; made only when wanted
    public void write(@Nullable Object value, Supplier<String> table) {
        switch (format) {
            case TABLE -> {
                String text = table.get();
                if (!text.isEmpty()) {
                    out.println(text);
                }
            }
            case JSON -> out.println(Json.indented(value));
            case YAML -> out.print(yaml(value, false));
        }
        out.flush();
    }

    /// Whether answers are tables, for people.
    public boolean isTable() {
        return format == Format.TABLE;
    }

    /// Writes one of several answers that come one after the other: JSON on one line, YAML as a
    /// document.
    public void writeOne(@Nullable Object value, Supplier<String> line) {
        switch (format) {
            case TABLE -> out.println(line.get());
            case JSON -> out.println(Json.compact(value));
            case YAML -> out.print(yaml(value, true));
        }
        out.flush();
    }

    /// For tables.
    public Paint paint() {
        return new Paint(colour);
    }

    /// A value as YAML.
    public static String yaml(@Nullable Object value) {
        return yaml(value, false);
    }

    private static String yaml(@Nullable Object value, boolean document) {
        DumpSettings settings =
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setExplicitStart(document)
                        .setIndicatorIndent(2)
                        .setIndentWithIndicator(true)
                        .build();
        return new Dump(settings).dumpToString(value);
    }
}
