package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.core.plan.ServicePlan;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// What is known of a service's session.
///
/// @param liveness whether the other side is there, as far as it was looked at
/// @param details what there is to know of it, by name
/// @param endpoint where it can be reached, or null where that is not known
/// @param lent whether it is open only for others that need it, and closed after the last of them
public record Link(
        Liveness liveness, Map<String, Object> details, @Nullable String endpoint, boolean lent) {
    /// No session was made.
    static final Link NONE = new Link(Liveness.NONE, Map.of(), null, false);

    /// Of a service that runs by this plan: null where that has no session.
    static @Nullable Link of(ServicePlan plan, @Nullable Link before) {
        if (!plan.connects()) {
            return null;
        }
        return before == null ? NONE : before;
    }

    Link seen(Liveness found) {
        return new Link(found, details, endpoint, lent);
    }

    Link knowing(Map<String, Object> more) {
        return new Link(liveness, more, endpoint, lent);
    }

    Link at(String address) {
        return new Link(liveness, details, address, lent);
    }

    /// It is closed; why it was remains known.
    Link closed() {
        return new Link(liveness, Map.of(), null, lent);
    }

    Link lent(boolean whether) {
        return new Link(liveness, details, endpoint, whether);
    }
}
