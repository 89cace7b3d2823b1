package dev.reeve.plugin.session.enterprise;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.spi.SessionFactory;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Liveness.Status;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Has sessions made. Whatever goes wrong keeps its category, be it the factory's or that of what
/// it makes.
final class EnterpriseBackend implements SessionBackend {
    private final EnterpriseOptions options;

    EnterpriseBackend(EnterpriseOptions options) {
        this.options = options;
    }

    @Override
    public Session open(Opening opening) throws SessionException, InterruptedException {
        ServiceKey service = opening.service();
        SessionFactory factory = factory(opening.supervisor(), service.name());
        Session made;
        try {
            made = factory.create(service.source(), service.name(), options.options());
        } catch (SessionException failure) {
            throw failed(service.name(), failure.status(), failure.getMessage(), failure);
        } catch (RuntimeException failure) {
            throw failed(service.name(), Status.UNKNOWN, failure.toString(), failure);
        }
        opening.report(new Report.Details(Map.of("factory", options.factory())));
        return made;
    }

    private SessionFactory factory(Supervisor supervisor, String name)
            throws SessionException, InterruptedException {
        Supervisor.Obtained<SessionFactory> obtained;
        try {
            obtained = supervisor.session(options.factory(), SessionFactory.class).get();
        } catch (ExecutionException failure) {
            throw failed(name, Status.UNKNOWN, String.valueOf(failure.getCause()), failure);
        }
        SessionFactory factory = obtained.value();
        if (factory != null) {
            return factory;
        }
        Liveness liveness = obtained.liveness();
        if (liveness.status() == Status.ONLINE) {
            String why = "the session of `" + options.factory() + "` makes no sessions";
            throw failed(name, Status.MISCONFIGURED, why, null);
        }
        String why =
                "its factory `%s` is %s: %s"
                        .formatted(options.factory(), liveness.status().word(), liveness.detail());
        throw failed(name, liveness.status(), why, null);
    }

    private static SessionException failed(
            String name, Status category, @Nullable String why, @Nullable Throwable cause) {
        String text = "Failed to create enterprise session for %s: %s".formatted(name, why);
        return new SessionException(category, text, cause);
    }
}
