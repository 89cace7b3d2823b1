package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.ServiceView;
import dev.reeve.supervisor.api.control.Exposition;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.control.Supervisor;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What is measured: of one service, of all that run, and as a metrics exporter writes it.
final class FigureCalls {
    private static final String USUAL_EXPORTER = "prometheus";

    private final Supervisor supervisor;

    FigureCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    Answer stats(Call call) throws Refusal {
        Registry.Found found = new Registry(supervisor).find(call.service());
        String name = found.service().name();
        return Answer.json(ServiceView.stats(name, supervisor.stats(found.target())));
    }

    Answer samples(Call call) throws Refusal {
        Page page = Page.of(call.query());
        List<StatsSample> byName =
                supervisor.samples().stream()
                        .sorted(Comparator.comparing(StatsSample::name))
                        .toList();
        return page.of(byName, sample -> ServiceView.stats(sample.name(), sample));
    }

    Answer metrics(Call call) throws Refusal {
        String named = call.query().text("format");
        String kind = named == null ? USUAL_EXPORTER : named;
        Exposition exposition = supervisor.exposition(kind);
        if (exposition == null) {
            throw Refusal.of(
                    404,
                    "no-exporter",
                    "no metrics exporter is called `"
                            + kind
                            + "`; the plugin that brings it is not there",
                    List.of());
        }
        return new Answer.Whole(
                200,
                exposition.contentType(),
                exposition.text().getBytes(StandardCharsets.UTF_8),
                Map.of());
    }
}
