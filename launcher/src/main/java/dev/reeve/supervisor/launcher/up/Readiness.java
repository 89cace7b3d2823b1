package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.launcher.client.Standing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether all that is wanted is ready, or will not be.
///
/// @param standings where all services stand, by name
record Readiness(Map<String, Standing> standings) {
    /// A service that ended so often before it was ready is not waited for any longer.
    private static final int ENOUGH = 3;

    /// What became of a service that is wanted.
    enum Verdict {
        /// It runs, or has done what it was there for.
        GOOD,
        /// It will hardly come by itself.
        BAD,
        /// It may still come.
        OPEN
    }

    /// Whether there is nothing left to wait for.
    boolean isSettled() {
        return standings.values().stream().noneMatch(it -> verdict(it) == Verdict.OPEN);
    }

    /// The services that are wanted and not good.
    List<Standing> missing() {
        return standings.values().stream().filter(it -> verdict(it) != Verdict.GOOD).toList();
    }

    Verdict verdict(Standing service) {
        return verdict(service, new HashSet<>());
    }

    private Verdict verdict(Standing service, Set<String> asked) {
        if (!service.wanted() || !asked.add(service.name())) {
            return Verdict.GOOD;
        }
        return switch (service.phase()) {
            case "running" -> Verdict.GOOD;
            case "stopped" -> service.reason().equals("exited") ? Verdict.GOOD : Verdict.BAD;
            case "failed" -> Verdict.BAD;
            case "backoff" -> service.failures() >= ENOUGH ? Verdict.BAD : Verdict.OPEN;
            case "waiting" -> dependencies(service, asked);
            default -> Verdict.OPEN;
        };
    }

    /// Who waits for something bad waits in vain.
    private Verdict dependencies(Standing service, Set<String> asked) {
        boolean vain =
                service.dependsOn().stream()
                        .map(standings::get)
                        .anyMatch(it -> it != null && verdict(it, asked) == Verdict.BAD);
        return vain ? Verdict.BAD : Verdict.OPEN;
    }
}
