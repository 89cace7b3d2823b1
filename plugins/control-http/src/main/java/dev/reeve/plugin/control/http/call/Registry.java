package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.util.ArrayList;
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
        Supervisor.Services services = supervisor.services();
        var found = new ArrayList<ServiceSnapshot>(1);
        boolean full = name.indexOf(':') >= 0;
        for (ServiceSnapshot service : services.items()) {
            if (full ? service.key().toString().equals(name) : service.name().equals(name)) {
                found.add(service);
            }
        }
        return switch (found.size()) {
            case 0 -> throw unknown(name, services.items());
            case 1 -> found(found.getFirst(), services);
            default ->
                    throw Refusal.of(
                            409, "several services are called `" + name + "`: " + keys(found));
        };
    }

    private static Found found(ServiceSnapshot service, Supervisor.Services services) {
        boolean unique =
                services.items().stream().filter(it -> it.name().equals(service.name())).count()
                        == 1;
        return new Found(
                service, unique ? service.name() : service.key().toString(), services.seq());
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
