package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Comeback;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// `reeve upgrade [--home DIR]`
@Command(
        name = "upgrade",
        description = {
            "Replaces the running supervisor by this version of Reeve, in the same process.",
            "Services with `on_orphan: adopt` run on; the others are started anew."
        })
public final class Upgrade extends Verb {
    /// The old one answers for a little longer.
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "the folder of another distribution (default: the one of this command)")
    @Nullable Path home;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "how long to wait for the new one (default: 1m)")
    Duration timeout = Duration.ofMinutes(1);

    public Upgrade(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        Client client = reeve.client(null);
        Map<String, Object> before = client.get("/v1/supervisor");
        try (Comeback comeback = client.comeback()) {
            ask(client);
            Map<String, Object> now = successor(client, comeback, before);
            reeve.answers().write(now, () -> text(before, now));
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failure.of(Failure.FAILED, "interrupted while the supervisor is replaced");
        }
    }

    /// Its answer may be lost, since who gives it is replaced at that moment.
    private void ask(Client client) throws Failure {
        String named = System.getProperty("reeve.home");
        Path folder = home == null ? null : reeve.around().directory().resolve(home).normalize();
        String wanted = folder == null ? named : folder.toString();
        try {
            client.post("/v1/upgrade", wanted == null ? Map.of() : Map.of("home", wanted));
        } catch (Failure refused) {
            if (refused.code() != Failure.NOBODY_ANSWERS) {
                throw refused;
            }
        }
    }

    private Map<String, Object> successor(
            Client client, Comeback comeback, Map<String, Object> before)
            throws Failure, InterruptedException {
        var late =
                new CompletableFuture<@Nullable Void>()
                        .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS);
        while (true) {
            Map<String, Object> now = asked(client);
            if (now != null && isAnother(before, now)) {
                if (!Objects.equals(now.get("pid"), before.get("pid"))) {
                    throw Failure.of(
                            Failure.FAILED,
                            "not replaced: another supervisor has come, with pid "
                                    + Words.of(now.get("pid")));
                }
                return now;
            }
            if (late.isDone()) {
                throw Failure.of(
                        Failure.FAILED,
                        now == null
                                ? "the new supervisor does not answer in time"
                                : "the supervisor was not replaced in time");
            }
            comeback.await(LOOK_AGAIN);
        }
    }

    private static @Nullable Map<String, Object> asked(Client client) throws Failure {
        try {
            return client.get("/v1/supervisor");
        } catch (Failure failure) {
            if (failure.code() != Failure.NOBODY_ANSWERS) {
                throw failure;
            }
            return null;
        }
    }

    private static boolean isAnother(Map<String, Object> before, Map<String, Object> now) {
        return !Objects.equals(now.get("started_at"), before.get("started_at"))
                || !Objects.equals(now.get("version"), before.get("version"));
    }

    private static String text(Map<String, Object> before, Map<String, Object> now) {
        String version = Words.of(now.get("version"));
        String old = Words.of(before.get("version"));
        return (version.equals(old)
                        ? "the supervisor has begun anew, version " + version
                        : "the supervisor is now version " + version + ", was " + old)
                + ", pid "
                + Words.of(now.get("pid"))
                + " as before";
    }
}
