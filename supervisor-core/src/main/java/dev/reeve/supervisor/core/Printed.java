package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.core.engine.Printing;
import dev.reeve.supervisor.core.output.Output;

import java.util.List;
import java.util.Map;

/// What runs print goes to the output.
record Printed(Output output) implements Printing {
    @Override
    public Streams open(String service, int run, LogPolicy logs) {
        Output.Streams streams = output.open(service, run, logs);
        return new Streams(streams.stdout(), streams.stderr());
    }

    @Override
    public LogStream follow(String service) {
        return output.follow(Map.of(), LogQuery.last(List.of(service), 0));
    }

    @Override
    public void ended(String service, int run) {
        output.ended(service, run);
    }
}
