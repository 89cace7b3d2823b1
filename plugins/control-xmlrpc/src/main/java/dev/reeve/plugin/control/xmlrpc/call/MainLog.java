package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.plugin.control.xmlrpc.call.Fault.Code;
import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What has happened, written as supervisord writes its own log: a time, a level, a line. It is
/// the journal, so old lines go as old events do.
final class MainLog {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS", Locale.ROOT);
    private static final int MOST = 100_000;

    private final Supervisor supervisor;

    MainLog(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /// @param offset where to begin; a negative one counts from the end, and then the length is 0
    /// @param length how many bytes; 0 is all there are
    String read(long offset, long length) throws Fault {
        if (length < 0 || (offset < 0 && length != 0)) {
            throw new Fault(Code.BAD_ARGUMENTS);
        }
        byte[] all = lines().getBytes(StandardCharsets.UTF_8);
        int from = Math.clamp(offset < 0 ? all.length + offset : offset, 0, all.length);
        long rest = (long) all.length - from;
        int count = (int) (length == 0 ? rest : Math.min(rest, length));
        return new String(all, from, count, StandardCharsets.UTF_8);
    }

    private String lines() {
        var text = new StringBuilder();
        supervisor.events(new EventQuery(0, null, null, null, MOST, 0)).items().stream()
                .filter(recorded -> !recorded.event().isPassing())
                .forEach(event -> text.append(line(event)));
        return text.toString();
    }

    static String line(RecordedEvent recorded) {
        return "%s %s %s\n"
                .formatted(
                        TIME.format(recorded.time().atZone(ZoneId.systemDefault())),
                        level(recorded.event()),
                        recorded.event().text().replace('\n', ' '));
    }

    private static String level(Event event) {
        return switch (event) {
            case Event.ErrorOccurred _, Event.HookFailed _, Event.Gap _ -> "WARN";
            case Event.Reloaded reloaded -> reloaded.success() ? "INFO" : "WARN";
            case Event.StateChanged _,
                    Event.HealthChanged _,
                    Event.LivenessChanged _,
                    Event.CredentialsRead _,
                    Event.PluginChanged _,
                    Event.MessageSent _,
                    Event.ThreadChanged _,
                    Event.ActorChanged _,
                    Event.SupervisorChanged _ ->
                    "INFO";
        };
    }
}
