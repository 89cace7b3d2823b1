package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.Timeline;
import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.control.Explanation;
import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogPart;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.control.MessagePage;
import dev.reeve.supervisor.api.control.MessageQuery;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.SupervisorSnapshot;
import dev.reeve.supervisor.api.control.ThreadPage;
import dev.reeve.supervisor.api.control.ThreadQuery;
import dev.reeve.supervisor.api.control.Totals;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.core.control.LocalSupervisor.Parts;
import dev.reeve.supervisor.core.plan.GraphDrawing;
import dev.reeve.supervisor.core.plan.ManifestSchema;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All that can be seen of the supervisor of this process.
abstract class Visible implements Supervisor {
    private final Parts parts;
    private final Readings readings;
    private final Logs logs;
    private final Figures figures;
    private final Cast cast;
    private final Timelines timelines;

    Visible(Parts parts, Readings readings) {
        this.parts = parts;
        this.readings = readings;
        this.logs = new Logs(parts.output(), readings);
        this.figures = new Figures(parts, readings);
        this.cast = new Cast(parts, readings);
        this.timelines = new Timelines(parts, readings);
    }

    @Override
    public SupervisorSnapshot status() {
        return readings.status(cast.size());
    }

    @Override
    public Services services() {
        return readings.services();
    }

    @Override
    public Services services(String name) {
        return readings.services(name);
    }

    @Override
    public Match match(List<String> targets) {
        return Targets.match(services().items(), targets);
    }

    @Override
    public @Nullable Definition definition(String name) {
        return readings.definition(name);
    }

    @Override
    public @Nullable Explanation explain(String name) {
        return readings.explain(name);
    }

    @Override
    public Totals totals() {
        return readings.totals();
    }

    @Override
    public Map<String, Object> export(Set<String> sources) {
        return readings.export(sources);
    }

    @Override
    public Events events(EventQuery query) {
        return parts.journal().page(query);
    }

    @Override
    public EventStream follow(long after, EventFilter filter) {
        return parts.journal().follow(after, filter);
    }

    @Override
    public List<Actor> actors() {
        return cast.all();
    }

    @Override
    public @Nullable Actor actor(String name) {
        return cast.find(name);
    }

    @Override
    public @Nullable Map<String, Object> actorSchema(String name) {
        return cast.schema(name);
    }

    @Override
    public MessagePage messages(MessageQuery query) {
        return parts.board().messages(query);
    }

    @Override
    public @Nullable OperationThread thread(String id) {
        return parts.board().thread(id);
    }

    @Override
    public ThreadPage threads(ThreadQuery query) {
        return parts.board().threads(query);
    }

    @Override
    public @Nullable Timeline timeline(String thread) {
        return timelines.of(thread);
    }

    @Override
    public List<PluginSnapshot> plugins() {
        return parts.catalog().plugins();
    }

    @Override
    public Map<String, List<Edge>> graph() {
        return readings.graph();
    }

    @Override
    public String drawing() {
        Map<String, String> phases = new HashMap<>();
        readings.services()
                .items()
                .forEach(service -> phases.put(service.name(), service.phase().word()));
        return GraphDrawing.of(readings.graph(), phases);
    }

    @Override
    public Map<String, Object> config() {
        return readings.config();
    }

    @Override
    public List<LogLine> logs(LogQuery query) {
        return logs.last(query);
    }

    @Override
    public LogStream followLogs(LogQuery query) {
        return logs.follow(query);
    }

    @Override
    public @Nullable LogPart readLog(String name, String stream, long offset, int length) {
        return logs.part(name, stream, offset, length);
    }

    @Override
    public boolean clearLogs(String name) throws IOException {
        return logs.clear(name);
    }

    @Override
    public @Nullable StatsSample stats(String name) {
        return figures.sample(name);
    }

    @Override
    public List<StatsSample> samples() {
        return figures.samples();
    }

    @Override
    public List<Metric> metrics() {
        return figures.metrics();
    }

    @Override
    public @Nullable Exposition exposition(String exporter) {
        return figures.exposition(exporter);
    }

    @Override
    public Map<String, Object> schema() {
        return ManifestSchema.of(parts.catalog());
    }
}
