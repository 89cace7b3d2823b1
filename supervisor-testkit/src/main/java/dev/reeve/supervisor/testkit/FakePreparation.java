package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.Preparation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Prepares a run that nobody will spawn. Pipes are real ones.
public final class FakePreparation implements Preparation {
    private final String service;
    private final int run;
    private final Map<String, String> environment = new HashMap<>();

    public FakePreparation(String service, int run) {
        this.service = service;
        this.run = run;
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public int run() {
        return run;
    }

    @Override
    public void makePipe(Path path) throws IOException {
        NamedPipe.make(path);
    }

    @Override
    public void setEnvironment(String name, String value) {
        environment.put(name, value);
    }

    @Override
    public String makeSocket() {
        return "@fake-" + service + "-" + run;
    }

    /// What the child would get.
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }
}
