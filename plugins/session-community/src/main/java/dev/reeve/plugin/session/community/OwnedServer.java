package dev.reeve.plugin.session.community;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// A server that belongs to one session: a dynamic service of the supervisor, which ends it with
/// all that it has started.
final class OwnedServer {
    private static final int ATTEMPTS = 3;
    private static final long FAREWELL_SECONDS = 60;

    private final Supervisor supervisor;
    private final Blueprint blueprint;
    private final Container container;

    OwnedServer(Supervisor supervisor, Blueprint blueprint) {
        this.supervisor = supervisor;
        this.blueprint = blueprint;
        this.container = new Container(blueprint.launch().engine(), blueprint.container());
    }

    /// Launches it, after what is left of an earlier one has gone.
    ///
    /// @return where it listens
    Target start() throws SessionException, InterruptedException {
        try {
            clear();
            for (int attempt = 1; ; attempt++) {
                int port = launch();
                @Nullable String failure = begin();
                if (failure == null) {
                    return new Target("127.0.0.1", port, false);
                }
                Status category = category();
                clear();
                boolean conflict = blueprint.launch().port() == 0 && HeldPort.isTaken(port);
                if (!conflict || attempt == ATTEMPTS) {
                    throw failed(category, failure, null);
                }
            }
        } catch (IOException failure) {
            throw failed(Status.OFFLINE, String.valueOf(failure.getMessage()), failure);
        }
    }

    /// The process that serves, or waits for the container; null where it has ended.
    @Nullable Long pid() {
        ServiceSnapshot service = service();
        return service == null ? null : service.pid();
    }

    /// The number of its container, or null where it is in none.
    @Nullable String containerId() {
        return container.id();
    }

    /// Ends it; does nothing where there is none. That it shall end is said also where nobody can
    /// wait for it any more.
    ///
    /// Only the stop is waited for: where the session is closed because it is no longer in the
    /// manifest, the supervisor gets to removing services when that has been done.
    void end() throws IOException {
        settle(supervisor.ask(blueprint.name(), new Request.Stop(false)));
        CompletableFuture<Reply> _ = supervisor.remove(blueprint.name(), true);
    }

    /// Takes away what is left of an earlier one.
    private void clear() throws IOException {
        settle(supervisor.remove(blueprint.name(), true));
    }

    private void settle(CompletableFuture<Reply> ending) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            told(ending.get(FAREWELL_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException timeIsUp) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("cannot end its server: " + failure, failure);
        } finally {
            container.remove();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void told(Reply reply) throws IOException {
        switch (reply) {
            case Reply.Done _ -> {}
            case Reply.Refused refused when refused.kind() == Reply.Kind.UNKNOWN -> {}
            case Reply.Refused refused ->
                    throw new IOException("cannot end its server: " + refused.text());
            case Reply.Failed failed ->
                    throw new IOException("cannot end its server: " + failed.text());
        }
    }

    /// Adds the service; its port is held until that is done.
    private int launch() throws SessionException, InterruptedException, IOException {
        try (HeldPort port = HeldPort.of(blueprint.launch().port())) {
            Reply added = answer(supervisor.add(blueprint.at(port.number())));
            if (added instanceof Reply.Refused(_, Reply.Kind kind, String text, var problems)) {
                String all = problems.stream().map(Problem::text).collect(Collectors.joining("; "));
                throw failed(
                        kind == Reply.Kind.CAPACITY ? Status.OFFLINE : Status.MISCONFIGURED,
                        all.isEmpty() ? text : all,
                        null);
            }
            return port.number();
        }
    }

    /// @return why it is not ready, or null
    private @Nullable String begin() throws InterruptedException {
        Reply reply = answer(supervisor.ask(blueprint.name(), new Request.Start()));
        return switch (reply) {
            case Reply.Done _ -> null;
            case Reply.Failed failed -> failed.text();
            case Reply.Refused refused -> refused.text();
        };
    }

    private Status category() {
        ServiceSnapshot service = service();
        Reason reason = service == null ? null : service.reason();
        boolean wrong =
                reason != null
                        && (reason.code() == Reason.Code.SPAWN_FAILED
                                || reason.code() == Reason.Code.MISCONFIGURED);
        return wrong ? Status.MISCONFIGURED : Status.OFFLINE;
    }

    private @Nullable ServiceSnapshot service() {
        return supervisor.services().items().stream()
                .filter(each -> each.name().equals(blueprint.name()))
                .findFirst()
                .orElse(null);
    }

    private static Reply answer(CompletableFuture<Reply> coming) throws InterruptedException {
        try {
            return Objects.requireNonNull(coming.get());
        } catch (ExecutionException never) {
            throw new IllegalStateException(never.getCause());
        }
    }

    private SessionException failed(Status category, String why, @Nullable Throwable cause) {
        return new SessionException(
                category, "cannot launch `%s`: %s".formatted(blueprint.name(), why), cause);
    }
}
