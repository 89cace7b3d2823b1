package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.plugin.control.xmlrpc.call.Fault.Code;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which services the names of supervisord mean: `name`, `group:name`, `group:*`. A service is a
/// group of its own, of the same name. Where two have one name, the group is their source.
final class Targets {
    private final Supervisor supervisor;

    Targets(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /// A service under its names.
    ///
    /// @param address by which the supervisor knows it
    record Target(ServiceSnapshot service, String group, String address) {
        String name() {
            return service.name();
        }

        ProcessState state() {
            return ProcessState.of(service);
        }
    }

    /// All of them, by name.
    List<Target> all() {
        List<ServiceSnapshot> services = supervisor.services().items();
        Map<String, Integer> counts = new HashMap<>();
        services.forEach(service -> counts.merge(service.name(), 1, Integer::sum));
        List<Target> targets = new ArrayList<>(services.size());
        for (ServiceSnapshot service : services) {
            boolean unique = counts.getOrDefault(service.name(), 0) == 1;
            targets.add(
                    new Target(
                            service,
                            unique ? service.name() : service.key().source(),
                            unique ? service.name() : service.key().toString()));
        }
        return targets;
    }

    /// The one that a name means.
    Target one(String name) throws Fault {
        Target found = find(name);
        if (found == null) {
            throw new Fault(Code.BAD_NAME, name);
        }
        return found;
    }

    @Nullable Target find(String name) {
        int colon = name.indexOf(':');
        String group = colon < 0 ? name : name.substring(0, colon);
        String process = name.substring(colon + 1);
        return all().stream()
                .filter(each -> each.group().equals(group) && each.name().equals(process))
                .findFirst()
                .orElse(null);
    }

    /// The name of a whole group, where that is what is named: `group:*`, `group:`.
    static @Nullable String wholeGroup(String name) {
        return name.endsWith(":*") || name.endsWith(":")
                ? name.substring(0, name.indexOf(':'))
                : null;
    }

    /// Those of a group.
    List<Target> group(String name) throws Fault {
        List<Target> found = all().stream().filter(each -> each.group().equals(name)).toList();
        if (found.isEmpty()) {
            throw new Fault(Code.BAD_NAME, name);
        }
        return found;
    }
}
