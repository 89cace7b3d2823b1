package dev.reeve.plugin.mcp.verb;

import dev.reeve.supervisor.api.control.Explanation;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.control.Supervisor.Definition;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// How things look to a model: what is not there is left out, for every word costs it something.
final class Views {
    private Views() {}

    static Map<String, Object> brief(ServiceSnapshot service) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", service.name());
        view.put("status", service.status());
        put(view, "reason", service.reason() == null ? null : service.reason().text());
        view.put("health", service.health().word());
        put(view, "pid", service.pid());
        put(view, "uptime_seconds", service.uptimeSeconds());
        view.put("restarts", service.restarts());
        return view;
    }

    static Map<String, Object> whole(ServiceSnapshot service) {
        Map<String, Object> view = brief(service);
        view.put("kind", service.key().kind());
        view.put("key", service.key().toString());
        put(view, "description", service.description());
        view.put("desired", service.desired().word());
        view.put("phase", service.phase().word());
        put(view, "reason_code", service.reason() == null ? null : service.reason().code().word());
        if (service.liveness() != null) {
            view.put("liveness", service.liveness().status().word());
            put(view, "liveness_detail", service.liveness().detail());
        }
        view.put("run", service.run());
        view.put("starts", service.starts());
        view.put("attempts", service.attempts());
        put(view, "next_retry_at", service.nextRetryAt());
        put(view, "ready_at", service.readyAt());
        put(view, "stopped_at", service.stoppedAt());
        put(view, "last_error", service.lastError());
        put(view, "last_error_at", service.lastErrorAt());
        view.put("depends_on", service.dependsOn());
        put(view, "endpoint", service.endpoint());
        put(view, "status_text", service.statusText());
        if (!service.details().isEmpty()) {
            view.put("details", service.details());
        }
        view.put("drift", service.drift());
        return view;
    }

    static Map<String, Object> of(Definition definition) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("definition", definition.definition());
        put(view, "place", definition.place());
        return view;
    }

    static Map<String, Object> of(RecordedEvent recorded) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("seq", recorded.seq());
        put(view, "time", recorded.time());
        view.put("type", recorded.event().type());
        put(
                view,
                "service",
                recorded.event().service() == null ? null : recorded.event().service().name());
        put(view, "run", recorded.event().run());
        view.put("text", recorded.event().text());
        return view;
    }

    static Map<String, Object> of(LogLine line) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("service", line.service());
        put(view, "run", line.run());
        view.put("stream", line.stream());
        put(view, "time", line.time());
        view.put("text", line.text());
        return view;
    }

    static Map<String, Object> of(StatsSample sample) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", sample.name());
        put(view, "time", sample.time());
        view.put("run", sample.run());
        view.put("cpu_percent", sample.cpuPercent());
        view.put("max_cpu_percent", sample.maxCpuPercent());
        view.put("memory_bytes", sample.memoryBytes());
        view.put("max_memory_bytes", sample.maxMemoryBytes());
        view.put("processes", sample.processes());
        view.put("threads", sample.threads());
        view.put("open_files", sample.openFiles());
        return view;
    }

    static Map<String, Object> of(Explanation explanation) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("service", explanation.service());
        view.put("summary", explanation.summary());
        view.put(
                "causes",
                explanation.causes().stream()
                        .map(
                                cause ->
                                        Map.of(
                                                "service", cause.service(),
                                                "text", cause.text(),
                                                "details", cause.details()))
                        .toList());
        view.put("hints", explanation.hints());
        return view;
    }

    static Map<String, Object> of(Reply reply) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", reply.service());
        switch (reply) {
            case Reply.Done done -> {
                view.put("changed", done.changed());
                view.put("phase", done.phase().word());
                put(view, "note", done.note());
            }
            case Reply.Failed failed -> {
                view.put("phase", failed.phase().word());
                view.put("error", failed.text());
            }
            case Reply.Refused refused -> view.put("error", refused.text());
        }
        return view;
    }

    static Map<String, Object> of(ReloadAnswer answer) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("success", answer.success());
        view.put("added", answer.added());
        view.put("removed", answer.removed());
        view.put("updated", answer.updated());
        view.put("in_place", answer.inPlace());
        put(view, "error", answer.error());
        view.put("errors", answer.errors().stream().map(Object::toString).toList());
        view.put("dry_run", answer.dryRun());
        view.put("notes", answer.notes());
        return view;
    }

    /// Times are told as texts.
    private static void put(Map<String, Object> view, String name, @Nullable Object value) {
        if (value != null) {
            view.put(name, value instanceof java.time.Instant time ? time.toString() : value);
        }
    }
}
