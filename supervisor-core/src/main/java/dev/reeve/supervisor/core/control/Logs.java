package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogPart;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.output.Output;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What can be seen of the output of services.
final class Logs {
    private final Output output;
    private final Readings readings;

    Logs(Output output, Readings readings) {
        this.output = output;
        this.readings = readings;
    }

    List<LogLine> last(LogQuery query) {
        return output.last(policies(query.names()), query);
    }

    LogStream follow(LogQuery query) {
        return output.follow(policies(query.names()), query);
    }

    @Nullable LogPart part(String name, String stream, long offset, int length) {
        Life life = readings.find(name);
        return life == null
                ? null
                : output.part(life.name(), life.spec().logs(), stream, offset, length);
    }

    boolean clear(String name) throws IOException {
        Life life = readings.find(name);
        if (life != null) {
            output.clear(life.name(), life.spec().logs());
        }
        return life != null;
    }

    private Map<String, LogPolicy> policies(List<String> names) {
        Map<String, LogPolicy> policies = new LinkedHashMap<>();
        if (names.isEmpty()) {
            readings.lives().forEach(life -> policies.put(life.name(), life.spec().logs()));
        }
        for (String name : names) {
            Life life = readings.find(name);
            if (life != null) {
                policies.put(life.name(), life.spec().logs());
            }
        }
        return policies;
    }
}
