package dev.reeve.plugin.session.community;

import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;

import java.util.Optional;

/// Sessions to a server that runs elsewhere, and goes on when they are closed.
final class StaticBackend implements SessionBackend {
    private final CommunityOptions options;
    private final Target target;

    StaticBackend(CommunityOptions options) {
        this.options = options;
        this.target = Target.of(options.server().orElseThrow(), options.useTls());
    }

    @Override
    public Session open(Opening opening) throws SessionException, InterruptedException {
        Login login = options.login(Optional.empty());
        Connection connection =
                Connection.open(target, login, options.tlsRootCerts(), options.sessionType());
        opening.report(new Report.Details(Details.of(options, target)));
        opening.report(new Report.Endpoint(target.url()));
        return CommunitySession.of(connection, login, opening, () -> {});
    }
}
