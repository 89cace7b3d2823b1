package org.example.control.line;

import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.ControlServerPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.nio.file.Path;

/// `control: [{line: {}}]`: a unix socket for `nc -U`, which takes a line and answers with lines.
@Kind(value = "line", about = "takes lines like `restart web` at a unix socket")
public final class LineControl implements ControlServerPlugin<LineControl.Options> {
    /// What a manifest may say.
    public record Options(
            @Option(about = "the unix socket", fallback = ".reeve/line.sock") Path socket) {}

    @Override
    public ControlServer create(Options options, PlanContext context) {
        Path socket = context.baseDirectory().resolve(options.socket());
        return supervisor -> LineServer.start(socket, new Commands(supervisor));
    }
}
