package dev.reeve.supervisor.core.engine;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every service's life, by bare name. Only the engine changes it.
final class Lives {
    private final Map<String, Integer> index = new HashMap<>();
    private final List<Life> lives = new ArrayList<>();

    Lives(List<Life> fresh) {
        for (Life life : fresh) {
            index.put(life.name(), lives.size());
            lives.add(life);
        }
    }

    @Nullable Life find(String name) {
        Integer at = index.get(name);
        return at == null ? null : lives.get(at);
    }

    Life of(String name) {
        Life life = find(name);
        if (life == null) {
            throw new IllegalStateException("no service is called " + name);
        }
        return life;
    }

    void put(Life life) {
        Integer at = index.get(life.name());
        if (at == null) {
            throw new IllegalStateException("no service is called " + life.name());
        }
        lives.set(at, life);
    }

    /// As they stand, in the order of the plan.
    List<Life> all() {
        return List.copyOf(lives);
    }

    boolean anyAlive() {
        for (Life life : lives) {
            if (life.state().alive()) {
                return true;
            }
        }
        return false;
    }
}
