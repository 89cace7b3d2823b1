package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor.Obtained;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.core.control.LocalSupervisor.Parts;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.engine.Link;
import dev.reeve.supervisor.core.session.SessionRun;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/// The sessions of services, for those who use them: made when they are needed, one for all who ask
/// at one time, and made anew where they have died.
///
/// Nothing is locked here. That a session is made once is the engine's doing: a start of what
/// starts already is no other start.
final class Sessions {
    private final Parts parts;
    private final Readings readings;
    private final BiFunction<String, Request, CompletableFuture<Reply>> ask;

    Sessions(
            Parts parts,
            Readings readings,
            BiFunction<String, Request, CompletableFuture<Reply>> ask) {
        this.parts = parts;
        this.readings = readings;
        this.ask = ask;
    }

    CompletableFuture<@Nullable Liveness> liveness(String name, boolean provision) {
        Life life = readings.find(name);
        if (life == null || life.link() == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<@Nullable Liveness> looked = look(life, provision);
        return provision ? looked.thenCompose(seen -> provided(life.name(), seen)) : looked;
    }

    /// One that is there is only used: whoever uses it does not want it for itself, so what is open
    /// for others is still closed after the last of them.
    private CompletableFuture<@Nullable Liveness> provided(String name, @Nullable Liveness seen) {
        Life life = readings.find(name);
        if (life != null && life.desired() == Desired.SUSPENDED) {
            // Held back by someone: who needs it does not decide otherwise.
            return CompletableFuture.completedFuture(
                    new Liveness(Liveness.Status.OFFLINE, "suspended", null));
        }
        return seen != null && seen.status() == Liveness.Status.ONLINE
                ? CompletableFuture.completedFuture(seen)
                : ask.apply(name, new Request.Start()).thenApply(_ -> known(name));
    }

    <T> CompletableFuture<Obtained<T>> session(String name, Class<T> type) {
        return liveness(name, true)
                .thenApply(
                        liveness -> {
                            if (liveness == null) {
                                String none = "no service with a session is called `" + name + "`";
                                return refused(Liveness.Status.MISCONFIGURED, none);
                            }
                            return obtained(name, type, liveness);
                        });
    }

    private <T> Obtained<T> obtained(String name, Class<T> type, Liveness liveness) {
        Life life = readings.find(name);
        SessionRun session = life == null ? null : parts.runner().sessions().find(life.name());
        T value = session == null ? null : session.as(type);
        if (value != null || liveness.status() != Liveness.Status.ONLINE) {
            return new Obtained<>(value, liveness);
        }
        return refused(
                Liveness.Status.MISCONFIGURED,
                "the session of `%s` is no %s".formatted(name, type.getName()));
    }

    @Nullable Map<String, String> credentials(String name, String by) {
        Life life = readings.find(name);
        SessionRun session = life == null ? null : parts.runner().sessions().find(life.name());
        Map<String, String> credentials = session == null ? null : session.credentials();
        if (life == null || credentials == null) {
            return null;
        }
        parts.loop()
                .accept(
                        new Input.Happened(
                                new Event.CredentialsRead(
                                        life.spec().key(),
                                        life.run(),
                                        by,
                                        new TreeSet<>(credentials.keySet()).stream().toList())));
        return Map.copyOf(credentials);
    }

    /// Looks at the session as it is; that counts as every other look does.
    private CompletableFuture<@Nullable Liveness> look(Life life, boolean provision) {
        var to = new CompletableFuture<@Nullable Liveness>();
        parts.loop().accept(new Input.LookAsked(life.name(), provision, to));
        var policy = life.spec().health();
        Duration longest =
                (policy == null ? Duration.ofSeconds(10) : policy.timeout()).plusSeconds(5);
        return to.completeOnTimeout(
                new Liveness(Liveness.Status.UNKNOWN, "no answer from the supervisor", null),
                longest.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private @Nullable Liveness known(String name) {
        Life life = readings.find(name);
        Link link = life == null ? null : life.link();
        return link == null ? null : link.liveness();
    }

    private static <T> Obtained<T> refused(Liveness.Status status, String detail) {
        return new Obtained<>(null, new Liveness(status, detail, null));
    }
}
