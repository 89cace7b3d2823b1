package dev.reeve.plugin.mcp.gather;

import dev.reeve.plugin.mcp.serve.Endpoint;
import dev.reeve.plugin.mcp.serve.Site;
import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.BindException;
import java.util.Map;
import java.util.function.Predicate;

/// An endpoint that is open, with the servers behind it.
public final class Aggregator implements SessionBackend.Session {
    private final Opening opening;
    private final Members members;
    private final Gathered gathered;
    private final Endpoint endpoint;
    private volatile @Nullable Following following;
    private volatile boolean closed;

    private Aggregator(
            Opening opening, Site site, Predicate<ServiceSnapshot> wanted, String separator)
            throws IOException {
        this.opening = opening;
        members = new Members(this::changed);
        gathered = new Gathered(opening.supervisor(), wanted, members, separator);
        endpoint = Endpoint.start(site, gathered);
    }

    /// @param wanted which services are servers to be gathered
    public static Aggregator open(
            Opening opening, Site site, Predicate<ServiceSnapshot> wanted, String separator)
            throws SessionException {
        try {
            var aggregator = new Aggregator(opening, site, wanted, separator);
            opening.report(new Report.Endpoint(aggregator.endpoint.url()));
            aggregator.changed();
            aggregator.following = new Following(opening.supervisor(), wanted, aggregator.members);
            return aggregator;
        } catch (BindException taken) {
            String why = String.valueOf(taken.getMessage());
            // Who has the port may give it back; an address that is none of ours does not become
            // so.
            throw new SessionException(
                    why.contains("in use")
                            ? Liveness.Status.OFFLINE
                            : Liveness.Status.MISCONFIGURED,
                    cannot(site, why),
                    taken);
        } catch (IOException failure) {
            throw new SessionException(
                    Liveness.Status.MISCONFIGURED,
                    cannot(site, String.valueOf(failure.getMessage())),
                    failure);
        }
    }

    private static String cannot(Site site, String why) {
        return "cannot serve at " + site.listen().host() + ":" + site.listen().port() + ": " + why;
    }

    /// Runs wherever a change is seen, and must not block.
    private void changed() {
        if (closed) {
            return;
        }
        Map<String, Object> details = gathered.details();
        opening.report(new Report.Details(details));
        opening.report(new Report.Status(text(details)));
        endpoint.toolsChanged();
        endpoint.promptsChanged();
        endpoint.resourcesChanged();
    }

    private static String text(Map<String, Object> details) {
        int servers = details.get("servers") instanceof Map<?, ?> map ? map.size() : 0;
        int tools = details.get("tools") instanceof Integer count ? count : 0;
        return counted(servers, "server") + ", " + counted(tools, "tool");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    @Override
    public Liveness check() {
        return new Liveness(Liveness.Status.ONLINE, text(gathered.details()), null);
    }

    @Override
    public void close() {
        closed = true;
        Following thread = following;
        if (thread != null) {
            thread.close();
        }
        members.close();
        endpoint.close();
    }
}
