package dev.reeve.plugin.session.community;

import dev.reeve.plugin.session.community.CommunityOptions.SessionType;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Liveness.Status;

import io.deephaven.client.impl.Authentication;
import io.deephaven.client.impl.ConsoleSession;
import io.deephaven.client.impl.Session;
import io.deephaven.client.impl.SessionImpl;
import io.deephaven.client.impl.SessionImplConfig;
import io.deephaven.proto.DeephavenChannel;
import io.deephaven.proto.DeephavenChannelImpl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One session with a server, as Deephaven's client has it; its pings keep the session alive.
///
/// @param console the console that was opened, or null
record Connection(Target target, Link link, Session session, @Nullable ConsoleSession console) {
    /// How long the server may take to say good-bye.
    private static final long FAREWELL_SECONDS = 2;

    static Connection open(
            Target target, Login login, Optional<Path> certificates, Optional<SessionType> console)
            throws SessionException, InterruptedException {
        String what = "cannot connect to " + target;
        String authorization;
        Link link;
        try {
            authorization = login.authorization();
            link = Link.to(target, certificates, login.headers());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException wrong) {
            String why = what + ": " + wrong.getMessage();
            throw new SessionException(Status.MISCONFIGURED, why, wrong);
        }
        boolean opened = false;
        try {
            Session session = session(link, authorization, what);
            ConsoleSession opening = console(session, console, what);
            opened = true;
            return new Connection(target, link, session, opening);
        } finally {
            if (!opened) {
                link.close();
            }
        }
    }

    private static Session session(Link link, String authorization, String what)
            throws SessionException, InterruptedException {
        DeephavenChannel channel = new DeephavenChannelImpl(link.channel());
        Authentication authentication = Authentication.authenticate(channel, authorization);
        authentication.awaitOrCancel();
        Optional<Throwable> refused = authentication.error();
        if (refused.isPresent()) {
            throw Failures.of(what, refused.get());
        }
        SessionImplConfig config =
                SessionImplConfig.builder()
                        .channel(channel)
                        .executor(link.timer())
                        .authenticationTypeAndValue(authorization)
                        .build();
        return SessionImpl.create(config, authentication);
    }

    private static @Nullable ConsoleSession console(
            Session session, Optional<SessionType> type, String what)
            throws SessionException, InterruptedException {
        if (type.isEmpty()) {
            return null;
        }
        String word = type.get().name().toLowerCase(Locale.ROOT);
        try {
            return session.console(word).get();
        } catch (ExecutionException failure) {
            throw Failures.of(what + ", no " + word + " console", failure);
        }
    }

    /// Whether the server still knows this session. A server that does not know it any more is
    /// offline to it: whether it would let in anew shows when that is tried.
    Liveness check() throws SessionException, InterruptedException {
        Future<?> answer = session.getConfigurationConstants();
        try {
            answer.get();
            return new Liveness(Status.ONLINE, "the server knows the session", null);
        } catch (ExecutionException | CancellationException failure) {
            SessionException told = Failures.of("the session is lost", failure);
            boolean forgotten = told.status() == Status.UNAUTHORIZED;
            throw forgotten
                    ? new SessionException(
                            Status.OFFLINE, String.valueOf(told.getMessage()), failure)
                    : told;
        } catch (InterruptedException timeIsUp) {
            answer.cancel(true);
            throw timeIsUp;
        }
    }

    /// Takes leave of the server where it is there, and closes the connection in any case.
    void close() throws IOException {
        try {
            session.closeFuture().get(FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | CancellationException failure) {
            SessionException told = Failures.of("cannot close the session", failure);
            // A server that is gone, or has forgotten it, has closed it.
            if (told.status() == Status.MISCONFIGURED) {
                throw new IOException(told.getMessage(), told);
            }
        } catch (InterruptedException timeIsUp) {
            Thread.currentThread().interrupt();
        } finally {
            link.close();
        }
    }
}
