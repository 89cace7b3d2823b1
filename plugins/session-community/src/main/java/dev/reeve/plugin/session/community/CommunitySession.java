package dev.reeve.plugin.session.community;

import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;

import io.deephaven.client.impl.ConsoleSession;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// A session to a Deephaven server. That the connection breaks is told at once; whether the server
/// is gone then, or has only closed it, one look decides.
final class CommunitySession implements Session {
    private final Connection connection;
    private final Login login;
    private final Opening opening;
    private final Ending behind;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// What is to be ended after the connection.
    @FunctionalInterface
    interface Ending {
        void end() throws IOException;
    }

    private CommunitySession(Connection connection, Login login, Opening opening, Ending behind) {
        this.connection = connection;
        this.login = login;
        this.opening = opening;
        this.behind = behind;
    }

    /// @param behind ends what is the session's own behind the connection
    static CommunitySession of(Connection connection, Login login, Opening opening, Ending behind) {
        CommunitySession session = new CommunitySession(connection, login, opening, behind);
        session.watch();
        return session;
    }

    @Override
    public Liveness check() throws SessionException, InterruptedException {
        return connection.check();
    }

    @Override
    public <T> @Nullable T as(Class<T> type) {
        ConsoleSession console = connection.console();
        if (type == io.deephaven.client.impl.Session.class) {
            return type.cast(connection.session());
        }
        if (type == ConsoleSession.class && console != null) {
            return type.cast(console);
        }
        return type == io.grpc.Channel.class ? type.cast(connection.link().channel()) : null;
    }

    @Override
    public Map<String, String> credentials() {
        try {
            return login.credentials(connection.target());
        } catch (IOException gone) {
            Map<String, String> without = new LinkedHashMap<>();
            without.put("connection_url", connection.target().url());
            return without;
        }
    }

    /// Both are attempted, in this order.
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        IOException failure = null;
        try {
            connection.close();
        } catch (IOException first) {
            failure = first;
        }
        try {
            behind.end();
        } catch (IOException second) {
            if (failure == null) {
                failure = second;
            } else {
                failure =
                        new IOException(failure.getMessage() + "; " + second.getMessage(), failure);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void watch() {
        connection
                .link()
                .whenGone(() -> Thread.ofVirtual().name("deephaven-look").start(this::look));
    }

    private void look() {
        if (closed.get()) {
            return;
        }
        try {
            connection.check();
            watch();
        } catch (SessionException why) {
            if (!closed.get()) {
                opening.lost(why);
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }
}
