package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.supervisor.api.model.Signal;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A definition as `getAllConfigInfo` has it. What has no counterpart here has the value that
/// supervisord gives it by default.
final class DefinitionView {
    private static final Pattern SPAN = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)");
    private static final int PRIORITY = 999;

    private final Map<String, Object> view = new LinkedHashMap<>();
    private final Map<String, Object> written;

    private DefinitionView(Map<String, Object> written) {
        this.written = written;
    }

    static Map<String, Object> of(
            Targets.Target target, Map<String, Object> written, LogFiles.Pair files) {
        var view = new DefinitionView(written);
        view.put("name", target.name());
        view.put("group", target.group());
        view.put("inuse", true);
        view.put("group_prio", PRIORITY);
        view.put("process_prio", PRIORITY);
        view.put("serverurl", "auto");
        view.work();
        view.life();
        view.stream("stdout", files.stdout());
        view.stream("stderr", files.stderr());
        view.put("redirect_stderr", files.stderr().isEmpty());
        return view.view;
    }

    private void work() {
        Object command = written.get("command");
        put("command", command instanceof List<?> words ? joined(words) : text(command));
        put("directory", text(written.get("working_directory")));
        put("uid", text(written.get("user")));
    }

    private void life() {
        put("autostart", !Boolean.FALSE.equals(written.get("autostart")));
        put(
                "exitcodes",
                written.get("success_exit_codes") instanceof List<?> codes ? codes : List.of());
        put("startretries", whole(inside("restart", "max_attempts"), 0));
        put("startsecs", 0);
        put("stopsignal", signal(inside("stop", "signal")));
        put("stopwaitsecs", seconds(inside("stop", "timeout")));
        put("killasgroup", true);
    }

    private void stream(String name, String file) {
        put(name + "_logfile", file.isEmpty() ? "none" : file);
        put(name + "_logfile_backups", whole(rotation("keep"), 0));
        put(name + "_logfile_maxbytes", 0);
        put(name + "_capture_maxbytes", 0);
        put(name + "_events_enabled", false);
        put(name + "_syslog", false);
    }

    private void put(String key, Object value) {
        view.put(key, value);
    }

    private @Nullable Object rotation(String key) {
        return inside("logs", "rotate") instanceof Map<?, ?> rotate ? rotate.get(key) : null;
    }

    private @Nullable Object inside(String block, String key) {
        return written.get(block) instanceof Map<?, ?> values ? values.get(key) : null;
    }

    private static String joined(List<?> words) {
        return words.stream()
                .map(String::valueOf)
                .map(
                        word ->
                                word.isEmpty() || word.matches(".*[\\s'\"\\\\].*")
                                        ? quoted(word)
                                        : word)
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /// supervisord says `none` where there is nothing.
    private static String text(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }

    private static int whole(@Nullable Object value, int otherwise) {
        return value instanceof Number number ? ProcessView.capped(number.longValue()) : otherwise;
    }

    private static int signal(@Nullable Object name) {
        return Signal.named(name == null ? "TERM" : name.toString()).orElse(Signal.TERM).number();
    }

    /// A span in the manifest's words, in whole seconds, rounded up.
    private static int seconds(@Nullable Object span) {
        Matcher parts = SPAN.matcher(span == null ? "" : span.toString());
        double seconds = 0;
        while (parts.find()) {
            double count = Double.parseDouble(parts.group(1));
            seconds +=
                    switch (parts.group(2)) {
                        case "ms" -> count / 1000;
                        case "m" -> count * 60;
                        case "h" -> count * 3600;
                        case "d" -> count * 86400;
                        default -> count;
                    };
        }
        return ProcessView.capped((long) Math.ceil(seconds));
    }
}
