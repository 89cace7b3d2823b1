package dev.reeve.plugin.session.community;

import dev.reeve.plugin.session.community.CommunityOptions.AuthType;
import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Sessions that own a server: it is launched when they are opened, and ends with them.
final class DynamicBackend implements SessionBackend {
    private static final int TOKEN_BYTES = 32;

    private final CommunityOptions options;
    private final Launch launch;
    private final Path stateDirectory;

    DynamicBackend(CommunityOptions options, Launch launch, PlanContext context) {
        this.options = options;
        this.launch = launch;
        this.stateDirectory = context.stateDirectory();
    }

    @Override
    public Session open(Opening opening) throws SessionException, InterruptedException {
        String name = opening.service().name() + "-server";
        Optional<Secret> key =
                options.auth() == AuthType.PSK
                        ? Optional.of(new Secret.Text(token()))
                        : Optional.empty();
        Login login = options.login(key);
        Blueprint blueprint =
                new Blueprint(
                        name,
                        launch,
                        options.auth(),
                        key.isPresent() ? revealed(key.get()) : null,
                        stateDirectory.resolve(name + ".container"));
        OwnedServer server = new OwnedServer(opening.supervisor(), blueprint);
        opening.report(new Report.Status("launches `" + name + "`"));
        boolean opened = false;
        try {
            Target target = server.start();
            Connection connection =
                    Connection.open(target, login, Optional.empty(), options.sessionType());
            tell(opening, target, server);
            opened = true;
            return CommunitySession.of(connection, login, opening, server::end);
        } finally {
            if (!opened) {
                endAfterFailure(server);
            }
        }
    }

    private void tell(Opening opening, Target target, OwnedServer server) {
        Map<String, Object> details = Details.of(options, target);
        details.put("launch_method", launch.method());
        details.put("port", target.port());
        String container = server.containerId();
        Long pid = server.pid();
        if (container != null) {
            details.put("container_id", container);
        } else if (pid != null) {
            details.put("process_id", pid);
        }
        opening.report(new Report.Status(""));
        opening.report(new Report.Details(details));
        opening.report(new Report.Endpoint(target.url()));
    }

    /// What went wrong before is what is told.
    private static void endAfterFailure(OwnedServer server) {
        try {
            server.end();
        } catch (IOException _) {
            // The next opening tries to end it first, and tells where it cannot.
        }
    }

    private static String revealed(Secret key) {
        try {
            return key.reveal();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
