package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ServiceView;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

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

    /// How long the JSON of a service is, in bytes, about.
    private static final int SIZE = 1024;

    private final Supervisor supervisor;
    private final Registry registry;
    private final ServiceTexts texts;

    /// @param texts shared by all who ask
    ServiceCalls(Supervisor supervisor, ServiceTexts texts) {
        this.supervisor = supervisor;
        this.registry = new Registry(supervisor);
        this.texts = texts;
    }

    Answer page(Call call) throws Refusal {
        Query query = call.query();
        Page page = Page.of(query);
        List<String> phases = query.words("phase", PHASES);
        List<String> healths = query.words("health", HEALTHS);
        List<String> sources = query.words("source", SOURCES);
        Supervisor.Services services = supervisor.services();
        List<String> kinds =
                query.text("kind") == null
                        ? List.of()
                        : query.words("kind", kinds(services.items()));
        List<Shown> wanted =
                services.items().stream()
                        .filter(service -> among(phases, service.phase()::word))
                        .filter(service -> among(healths, service.health()::word))
                        .filter(service -> among(sources, service.key()::source))
                        .filter(service -> among(kinds, service.key()::kind))
                        .map(service -> new Shown(service, texts.of(service)))
                        .toList();
        return Version.of(services.seq(), wanted.stream().map(Shown::text).toList())
                .on(page.written(wanted, SIZE, (each, out) -> each.write(out, services.seq())));
    }

    /// A service with its text.
    private record Shown(ServiceSnapshot service, ServiceTexts.Text text) {
        void write(ByteArrayOutputStream out, long seq) {
            text.write(out, service.uptimeSeconds(), seq);
        }
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

    private static boolean among(List<String> wanted, Supplier<String> word) {
        return wanted.isEmpty() || wanted.contains(word.get());
    }

    Answer show(Call call) throws Refusal {
        Registry.Found found = registry.find(call.service());
        var shown = new Shown(found.service(), texts.of(found.service()));
        var body = new ByteArrayOutputStream(SIZE);
        shown.write(body, found.seq());
        return Version.of(found.seq(), List.of(shown.text())).on(Answer.json(body));
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
