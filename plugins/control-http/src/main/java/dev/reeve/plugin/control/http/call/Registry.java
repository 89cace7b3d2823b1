package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.util.List;

/// Finds services by their names.
///
/// @param supervisor whose services they are
record Registry(Supervisor supervisor) {
    /// A service that is there.
    ///
    /// @param target what the supervisor knows it by: the bare name, or the full key where the bare
    ///     name is not unique
    /// @param seq the number of the last event that the snapshot reflects
    record Found(ServiceSnapshot service, String target, long seq) {}

    /// @param name a bare name, or a full key
    Found find(String name) throws Refusal {
        Supervisor.Services named = supervisor.services(name);
        return switch (named.items().size()) {
            case 0 -> throw unknown(name, supervisor.services().items());
            case 1 -> new Found(named.items().getFirst(), target(name, named), named.seq());
            default ->
                    throw Refusal.of(
                            409,
                            "several services are called `" + name + "`: " + keys(named.items()));
        };
    }

    /// A bare name that means one service is its own.
    private String target(String name, Supervisor.Services named) {
        String bare = named.items().getFirst().name();
        return name.equals(bare) || supervisor.services(bare).items().size() == 1 ? bare : name;
    }

    static Refusal unknown(String name, List<ServiceSnapshot> services) {
        List<String> names = services.stream().map(ServiceSnapshot::name).toList();
        String nearest = Problem.unknown(null, null, "", name, names).suggestion();
        return Refusal.of(
                404,
                "there is no service `"
                        + name
                        + "`"
                        + (nearest == null ? "" : "; did you mean `" + nearest + "`?"));
    }

    /// A service that was there a moment ago.
    static Refusal gone(Call call) {
        return Refusal.of(404, "there is no service `" + call.service() + "` any more");
    }

    private static String keys(List<ServiceSnapshot> services) {
        return String.join(", ", services.stream().map(each -> each.key().toString()).toList());
    }
}
