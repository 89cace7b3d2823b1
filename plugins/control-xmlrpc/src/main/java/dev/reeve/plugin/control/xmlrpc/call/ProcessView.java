package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A service as `getProcessInfo` has it. Times are seconds since 1970.
final class ProcessView {
    private static final DateTimeFormatter STOPPED =
            DateTimeFormatter.ofPattern("MMM dd hh:mm a", Locale.ENGLISH);

    private ProcessView() {}

    static Map<String, Object> of(Targets.Target target, Instant now, LogFiles.Pair files) {
        ServiceSnapshot service = target.service();
        ProcessState state = target.state();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", target.name());
        view.put("group", target.group());
        view.put("start", seconds(service.startedAt()));
        view.put("stop", seconds(service.stoppedAt()));
        view.put("now", seconds(now));
        view.put("state", state.number());
        view.put("statename", state.name());
        view.put("spawnerr", spawnError(service, state));
        view.put("exitstatus", exitStatus(service.reason()));
        view.put("logfile", files.stdout());
        view.put("stdout_logfile", files.stdout());
        view.put("stderr_logfile", files.stderr());
        view.put("pid", service.pid() == null ? 0 : capped(service.pid()));
        view.put("description", description(service, state, now));
        return view;
    }

    private static String spawnError(ServiceSnapshot service, ProcessState state) {
        return state == ProcessState.BACKOFF || state == ProcessState.FATAL ? why(service) : "";
    }

    private static String why(ServiceSnapshot service) {
        Reason reason = service.reason();
        return reason == null ? "" : reason.text();
    }

    /// supervisord says -1 of what a signal has ended.
    private static int exitStatus(@Nullable Reason reason) {
        Exit exit = reason == null ? null : reason.exit();
        return switch (exit) {
            case null -> 0;
            case Exit.Code(int code) -> code;
            case Exit.Killed _, Exit.Unseen _ -> -1;
        };
    }

    /// What `supervisorctl status` shows behind the state.
    private static String description(ServiceSnapshot service, ProcessState state, Instant now) {
        return switch (state) {
            case RUNNING -> running(service, now);
            case BACKOFF, FATAL ->
                    why(service).isEmpty()
                            ? "unknown error (try \"tail " + service.name() + "\")"
                            : why(service);
            case STOPPED, EXITED -> stopped(service);
            case STARTING, STOPPING -> service.pid() == null ? why(service) : "";
        };
    }

    private static String running(ServiceSnapshot service, Instant now) {
        Instant start = service.startedAt() == null ? now : service.startedAt();
        Duration up = Duration.between(start, now);
        return service.pid() == null
                ? "uptime " + span(up)
                : "pid " + service.pid() + ", uptime " + span(up);
    }

    private static String stopped(ServiceSnapshot service) {
        Instant stop = service.stoppedAt();
        if (service.startedAt() == null || stop == null) {
            return "Not started";
        }
        return STOPPED.format(stop.atZone(ZoneId.systemDefault()));
    }

    /// As Python writes a span: `0:00:07`, `1 day, 2:03:04`.
    private static String span(Duration span) {
        Duration shown = span.isNegative() ? Duration.ZERO : span;
        long days = shown.toDays();
        String clock =
                "%d:%02d:%02d"
                        .formatted(
                                shown.toHoursPart(), shown.toMinutesPart(), shown.toSecondsPart());
        return days == 0 ? clock : days + (days == 1 ? " day, " : " days, ") + clock;
    }

    private static int seconds(@Nullable Instant time) {
        return time == null ? 0 : capped(time.getEpochSecond());
    }

    /// XML-RPC's whole numbers have 32 bits.
    static int capped(long number) {
        return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
