package dev.reeve.supervisor.testkit.junit;

import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Whether all that is wanted is ready, or will not be.
///
/// @param services all of them, by bare name
record Standings(Map<String, ServiceSnapshot> services) {
    /// A service that ended so often before it was ready is not waited for any longer.
    private static final int ENOUGH = 3;

    private enum Verdict {
        /// It runs, or has done what it was there for.
        GOOD,
        /// It will hardly come by itself.
        BAD,
        /// It may still come.
        OPEN
    }

    static Standings of(List<ServiceSnapshot> services) {
        return new Standings(
                services.stream()
                        .collect(
                                Collectors.toMap(
                                        ServiceSnapshot::name,
                                        Function.identity(),
                                        (one, _) -> one)));
    }

    /// Whether there is nothing to wait for any longer: all have come, or one will not.
    boolean isSettled() {
        List<Verdict> verdicts = services.values().stream().map(this::verdict).toList();
        return verdicts.contains(Verdict.BAD) || !verdicts.contains(Verdict.OPEN);
    }

    /// Those that are wanted and not there, by name: those that will not come, if there are any.
    List<String> missing() {
        List<String> bad = having(Verdict.BAD);
        return bad.isEmpty() ? having(Verdict.OPEN) : bad;
    }

    private List<String> having(Verdict verdict) {
        return services.values().stream()
                .filter(each -> verdict(each) == verdict)
                .map(ServiceSnapshot::name)
                .sorted()
                .toList();
    }

    private Verdict verdict(ServiceSnapshot service) {
        return verdict(service, new HashSet<>());
    }

    private Verdict verdict(ServiceSnapshot service, Set<String> asked) {
        if (service.desired() != Desired.RUNNING || !asked.add(service.name())) {
            return Verdict.GOOD;
        }
        return switch (service.phase()) {
            case RUNNING -> Verdict.GOOD;
            case STOPPED -> isDone(service) ? Verdict.GOOD : Verdict.BAD;
            case FAILED -> Verdict.BAD;
            case BACKOFF -> service.attempts() >= ENOUGH ? Verdict.BAD : Verdict.OPEN;
            case WAITING -> dependencies(service, asked);
            case UNKNOWN, STARTING, STOPPING -> Verdict.OPEN;
        };
    }

    /// Who waits for something bad waits in vain.
    private Verdict dependencies(ServiceSnapshot service, Set<String> asked) {
        boolean vain =
                service.dependsOn().stream()
                        .map(services::get)
                        .anyMatch(each -> each != null && verdict(each, asked) == Verdict.BAD);
        return vain ? Verdict.BAD : Verdict.OPEN;
    }

    private static boolean isDone(ServiceSnapshot service) {
        Reason reason = service.reason();
        return reason != null && reason.code() == Reason.Code.EXITED;
    }
}
