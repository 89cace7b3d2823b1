package dev.reeve.supervisor.core.plan;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// A machine with two CPUs, and root.
final class FakeMachine implements Machine {
    @Override
    public boolean hasUser(String name) {
        return name.equals("root") || name.matches("[0-9]+");
    }

    @Override
    public boolean hasGroup(String name) {
        return hasUser(name);
    }

    @Override
    public SortedSet<Integer> cpus() {
        return new TreeSet<>(List.of(0, 1));
    }
}
