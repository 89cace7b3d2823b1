package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ServiceView;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The registry: which services there are, and how they are.
final class ServiceCalls {
    private static final List<String> PHASES =
            Arrays.stream(Phase.values()).map(Phase::word).toList();
    private static final List<String> HEALTHS =
            Arrays.stream(Health.values()).map(Health::word).toList();
    static final List<String> SOURCES =
            List.of("manifest", "dynamic", "adopted", "factory", "plugin");
    private static final Set<String> KINDS = Set.of("process", "session");

    /// The door of plugins that bring kinds of services, as a plugin's `provides` names it.
    private static final String KIND_DOOR = "service kind";

    private static final List<String> CONDITIONS = List.of("ready", "stopped", "healthy");

    private final Supervisor supervisor;
    private final Registry registry;

    ServiceCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
        registry = new Registry(supervisor);
    }

    Answer page(Call call) throws Refusal {
        Query query = call.query();
        Page page = Page.of(query);
        List<String> phases = query.words("phase", PHASES);
        List<String> healths = query.words("health", HEALTHS);
        List<String> sources = query.words("source", SOURCES);
        Supervisor.Services services = supervisor.services();
        List<String> kinds = query.words("kind", kinds(services.items()));
        List<ServiceSnapshot> wanted =
                services.items().stream()
                        .filter(service -> among(phases, service.phase().word()))
                        .filter(service -> among(healths, service.health().word()))
                        .filter(service -> among(sources, service.key().source()))
                        .filter(service -> among(kinds, service.key().kind()))
                        .toList();
        return Version.of(services.seq(), wanted)
                .on(page.of(wanted, service -> ServiceView.of(service, services.seq())));
    }

    /// Those that the platform has, that plugins offer, and that are in use.
    private Set<String> kinds(List<ServiceSnapshot> services) {
        var kinds = new TreeSet<>(KINDS);
        supervisor
                .plugins()
                .forEach(one -> kinds.addAll(one.provides().getOrDefault(KIND_DOOR, List.of())));
        services.forEach(service -> kinds.add(service.key().kind()));
        return kinds;
    }

    private static boolean among(List<String> wanted, String word) {
        return wanted.isEmpty() || wanted.contains(word);
    }

    Answer show(Call call) throws Refusal {
        Registry.Found found = registry.find(call.service());
        return Version.of(found.seq(), List.of(found.service()))
                .on(Answer.json(ServiceView.of(found.service(), found.seq())));
    }

    Answer definition(Call call) throws Refusal {
        Supervisor.Definition definition =
                supervisor.definition(registry.find(call.service()).target());
        if (definition == null) {
            throw Registry.gone(call);
        }
        return Answer.json(ServiceView.definition(definition));
    }

    Answer await(Call call) throws Refusal, InterruptedException {
        String word = call.query().word("for", CONDITIONS);
        String condition = word == null ? "ready" : word;
        Duration timeout = call.query().seconds("timeout", Duration.ofMinutes(1));
        String target = registry.find(call.service()).target();
        if (!Waiting.on(supervisor.await(target, condition, timeout))) {
            throw Refusal.of(
                    408,
                    "timeout",
                    "`" + target + "` is not " + condition + " after " + seconds(timeout) + " s",
                    List.of());
        }
        return Answer.json(Map.of("done", true));
    }

    private static String seconds(Duration span) {
        String text = Double.toString(span.toMillis() / 1000.0);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
