package dev.reeve.supervisor.core.engine;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every service's life, by bare name. Only the engine changes it.
final class Lives {
    private final Map<String, Life> lives = new LinkedHashMap<>();

    Lives(List<Life> fresh) {
        fresh.forEach(life -> lives.put(life.name(), life));
    }

    @Nullable Life find(String name) {
        return lives.get(name);
    }

    Life of(String name) {
        Life life = find(name);
        if (life == null) {
            throw new IllegalStateException("no service is called " + name);
        }
        return life;
    }

    /// It stands otherwise now.
    void put(Life life) {
        if (lives.replace(life.name(), life) == null) {
            throw new IllegalStateException("no service is called " + life.name());
        }
    }

    /// One more.
    void add(Life life) {
        if (lives.putIfAbsent(life.name(), life) != null) {
            throw new IllegalStateException("a service is called " + life.name() + " already");
        }
    }

    void remove(String name) {
        lives.remove(name);
    }

    /// As they stand, in the order in which they came.
    List<Life> all() {
        return List.copyOf(lives.values());
    }
}
