package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Services;
import dev.reeve.supervisor.launcher.text.Fields;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `reeve show SERVICE`
@Command(name = "show", description = "Shows all that is known of a service.")
public final class Show extends Verb {
    @Parameters(paramLabel = "SERVICE", description = "a name or a full key")
    String target = "";

    public Show(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        Services found = Services.of(reeve.client(null)).match(List.of(target));
        List<Map<String, Object>> services = found.items();
        reeve.answers()
                .write(
                        services.size() == 1 ? services.getFirst() : found.answer(),
                        () ->
                                services.stream()
                                        .map(Fields::lines)
                                        .collect(Collectors.joining("\n\n")));
        return 0;
    }
}
