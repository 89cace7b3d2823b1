package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.ServiceKindPlugin;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.state.Liveness;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What every kind of services promises: what it runs is a session, and each service has its own.
/// Extend it, and supply yours.
///
/// @param <O> the record of its options
public abstract class ServiceKindContract<O extends Record> extends SessionBackendContract {
    @TempDir Path place;

    /// For those who extend it.
    protected ServiceKindContract() {}

    /// The kind.
    protected abstract ServiceKindPlugin<O> kind();

    /// Options of a service that can be started.
    ///
    /// @param directory the service's own, empty at first
    protected abstract O options(Path directory) throws Exception;

    @Override
    protected SessionBackend online() throws Exception {
        return made("web");
    }

    @Test
    void twoServicesDoNotDisturbEachOther() throws Exception {
        SessionBackend one = made("one");
        SessionBackend two = made("two");
        try (Session first = one.open(new FakeOpening("one", new FakeSupervisor()))) {
            two.open(new FakeOpening("two", new FakeSupervisor())).close();
            Assertions.assertEquals(Liveness.Status.ONLINE, first.check().status());
        }
    }

    @Test
    void whatWasStoppedCanBeStartedAgain() throws Exception {
        SessionBackend backend = made("web");
        for (int run = 0; run < 2; run++) {
            try (Session session = backend.open(new FakeOpening("web", new FakeSupervisor()))) {
                Assertions.assertEquals(Liveness.Status.ONLINE, session.check().status());
            }
        }
    }

    @Test
    void whatItCannotDoWithoutIsNamedOnce() throws Exception {
        List<String> names = kind().requires(options(directory("web")));
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            Assertions.assertFalse(name.isBlank(), "a name without letters");
            Assertions.assertTrue(seen.add(name), () -> name + " is named twice");
        }
    }

    private SessionBackend made(String service) throws Exception {
        Path directory = directory(service);
        return kind().create(options(directory), new FakePlanContext(service, directory));
    }

    private Path directory(String service) throws Exception {
        return Files.createDirectories(place.resolve(service));
    }
}
