package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.Explanation;
import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.MessageQuery;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.control.SupervisorSnapshot;
import dev.reeve.supervisor.api.control.ThreadQuery;
import dev.reeve.supervisor.api.control.Totals;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a {@link FakeSupervisor} says of its services.
abstract class FakeServices extends FakeSessions {
    final Map<String, ServiceSnapshot> services = new ConcurrentSkipListMap<>();
    private final Map<String, List<Edge>> graph = new ConcurrentSkipListMap<>();
    private final List<PluginSnapshot> plugins = new CopyOnWriteArrayList<>();
    private final Map<String, Map<String, Object>> options = new ConcurrentSkipListMap<>();
    private volatile Map<String, Object> schema = Map.of("type", "object");
    private volatile String status = "running";

    /// The number of the last event.
    abstract long seq();

    final void put(ServiceSnapshot service) {
        services.put(service.name(), service);
        graph.put(
                service.name(),
                service.dependsOn().stream().map(name -> new Edge(name, "ready")).toList());
    }

    final void put(PluginSnapshot plugin) {
        plugins.add(plugin);
    }

    /// @param kinds the JSON Schema of what each kind takes
    final void put(String plugin, Map<String, Object> kinds) {
        options.put(plugin, kinds);
    }

    final void put(Map<String, Object> manifestSchema) {
        schema = manifestSchema;
    }

    /// What a plugin's kinds take; null where nobody has said so.
    final @Nullable Map<String, Object> optionsOf(String plugin) {
        return options.get(plugin);
    }

    final boolean isThere(String name) {
        return services.containsKey(name);
    }

    /// From now on this is the supervisor's own status.
    public void is(String newStatus) {
        status = newStatus;
    }

    @Override
    public SupervisorSnapshot status() {
        Services now = services();
        int running =
                (int) now.items().stream().filter(each -> each.phase() == Phase.RUNNING).count();
        return new SupervisorSnapshot(
                "fake",
                status,
                "1.0",
                1,
                FakeSupervisor.BEGIN,
                1.5,
                "simple",
                now.items().size(),
                running,
                actors().size(),
                threads(ThreadQuery.active(1)).total(),
                messages(new MessageQuery(null, null, 0, 1, 0)).total(),
                0,
                0,
                0,
                "/state",
                null,
                now.seq());
    }

    @Override
    public Services services() {
        return new Services(seq(), List.copyOf(services.values()));
    }

    @Override
    public Services services(String name) {
        return new Services(
                seq(), services.values().stream().filter(service -> is(service, name)).toList());
    }

    private static boolean is(ServiceSnapshot service, String name) {
        return name.equals(service.name()) || name.equals(service.key().toString());
    }

    @Override
    public Match match(List<String> targets) {
        for (String target : targets) {
            if (services.values().stream().noneMatch(service -> means(target, service))) {
                return new Match(List.of(), target);
            }
        }
        return new Match(
                services.values().stream()
                        .filter(
                                service ->
                                        targets.isEmpty()
                                                || targets.stream()
                                                        .anyMatch(target -> means(target, service)))
                        .toList(),
                null);
    }

    private static boolean means(String target, ServiceSnapshot service) {
        return target.endsWith("*")
                ? service.name().startsWith(target.substring(0, target.length() - 1))
                : is(service, target);
    }

    @Override
    public @Nullable Definition definition(String name) {
        return services.containsKey(name)
                ? new Definition(
                        Map.of("command", List.of("sleep", "1")), "hash", false, "reeve.yaml:3:5")
                : null;
    }

    @Override
    public @Nullable StatsSample stats(String name) {
        ServiceSnapshot service = services.get(name);
        return service == null || service.pid() == null
                ? null
                : new StatsSample(
                        name, FakeSupervisor.BEGIN, service.run(), 12.5, 50, 1024, 2048, 1, 2, 3);
    }

    @Override
    public List<StatsSample> samples() {
        return services.keySet().stream().map(this::stats).filter(Objects::nonNull).toList();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                new Metric(
                        "fake_services",
                        Metric.Type.GAUGE,
                        null,
                        "Services.",
                        List.of(new Metric.Sample(Map.of(), services.size()))));
    }

    @Override
    public @Nullable Exposition exposition(String exporter) {
        return exporter.equals("prometheus")
                ? new Exposition(
                        "application/openmetrics-text; version=1.0.0; charset=utf-8",
                        "fake_services " + services.size() + "\n# EOF\n")
                : null;
    }

    @Override
    public String drawing() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    }

    @Override
    public Map<String, Object> schema() {
        return schema;
    }

    @Override
    public List<PluginSnapshot> plugins() {
        return List.copyOf(plugins);
    }

    @Override
    public Map<String, List<Edge>> graph() {
        return graph;
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("name", "fake");
    }

    @Override
    public @Nullable Explanation explain(String name) {
        ServiceSnapshot service = services.get(name);
        return service == null
                ? null
                : new Explanation(
                        name,
                        name + " is " + service.phase().word(),
                        List.of(new Explanation.Cause(name, "as requested", List.of("by you"))),
                        List.of("reeve start " + name));
    }

    @Override
    public Totals totals() {
        var byStatus = new TreeMap<String, Integer>();
        services.values().forEach(each -> byStatus.merge(each.status(), 1, Integer::sum));
        var restarts = new TreeMap<String, Integer>();
        services.values().forEach(each -> restarts.put(each.name(), each.restarts()));
        return new Totals(services.size(), status().runningCount(), byStatus, restarts, 0);
    }

    @Override
    public Map<String, Object> export(Set<String> sources) {
        var written = new TreeMap<String, Object>();
        services.values().stream()
                .filter(each -> sources.isEmpty() || sources.contains(each.key().source()))
                .forEach(each -> written.put(each.name(), Map.of("command", "sleep 1")));
        return Map.of("services", written);
    }
}
