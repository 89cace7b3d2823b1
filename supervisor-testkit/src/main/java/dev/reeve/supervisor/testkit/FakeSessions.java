package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.Liveness;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a {@link FakeSupervisor} says of the sessions of its services.
abstract class FakeSessions implements Supervisor {
    private final Map<String, Held> sessions = new ConcurrentHashMap<>();
    private final List<String> readers = new CopyOnWriteArrayList<>();

    /// @param value what others use of it, or null where it is not open
    private record Held(
            @Nullable Object value, Liveness liveness, Map<String, String> credentials) {}

    /// From now on this service has a session.
    ///
    /// @param value what others use of it, or null where it is not open
    public void session(
            String name,
            @Nullable Object value,
            Liveness liveness,
            Map<String, String> credentials) {
        sessions.put(name, new Held(value, liveness, Map.copyOf(credentials)));
    }

    /// Who has read credentials, in order.
    public List<String> readers() {
        return List.copyOf(readers);
    }

    @Override
    public CompletableFuture<@Nullable Liveness> liveness(String name, boolean provision) {
        Held held = sessions.get(name);
        return CompletableFuture.completedFuture(held == null ? null : held.liveness());
    }

    @Override
    public <T> CompletableFuture<Obtained<T>> session(String name, Class<T> type) {
        Held held = sessions.get(name);
        if (held == null) {
            return CompletableFuture.completedFuture(new Obtained<>(null, Liveness.NONE));
        }
        T value = type.isInstance(held.value()) ? type.cast(held.value()) : null;
        return CompletableFuture.completedFuture(new Obtained<>(value, held.liveness()));
    }

    @Override
    public @Nullable Map<String, String> credentials(String name, String by) {
        Held held = sessions.get(name);
        if (held == null || held.value() == null) {
            return null;
        }
        readers.add(by);
        return held.credentials();
    }
}
