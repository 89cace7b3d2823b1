package dev.reeve.plugin.ready.tcp;

import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;

import java.util.Optional;

/// Looks at the port again and again, until it can be used and is the service's own.
final class TcpStrategy implements ReadyStrategy {
    private final TcpReady.Options options;
    private final Ownership ownership;

    TcpStrategy(TcpReady.Options options, Ownership ownership) {
        this.options = options;
        this.ownership = ownership;
    }

    @Override
    public void await(ReadyRun run) throws InterruptedException {
        Port port = new Port(options, ownership);
        String words = port.name() + " was not tried yet";
        try {
            for (Optional<String> trouble = port.trouble(run);
                    trouble.isPresent();
                    trouble = port.trouble(run)) {
                words = trouble.get();
                run.pause();
            }
        } catch (InterruptedException timeIsUp) {
            throw new InterruptedException(words);
        }
    }
}
