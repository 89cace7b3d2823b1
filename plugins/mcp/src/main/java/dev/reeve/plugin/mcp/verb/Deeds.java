package dev.reeve.plugin.mcp.verb;

import dev.reeve.plugin.mcp.serve.Errors;
import dev.reeve.plugin.mcp.serve.Role;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/// The verbs that change something.
final class Deeds {
    private static final Parameter SERVICES =
            Parameter.texts("services", "names of services, or globs like `web-*`").needed();

    private final Supervisor supervisor;

    Deeds(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    List<Verb> verbs() {
        return List.of(
                deed(
                        "start",
                        "Starts services, and what they depend on; waits until they are ready, or"
                                + " have given up.",
                        false,
                        new Request.Start()),
                new Verb(
                        "stop",
                        "Stops services; waits until nothing of them lives.",
                        Role.OPERATE,
                        true,
                        List.of(SERVICES, Parameter.flag("force", "whether to kill at once")),
                        arguments -> ask(arguments, new Request.Stop(arguments.flag("force")))),
                deed(
                        "restart",
                        "Stops services and starts them; waits until they are ready again.",
                        true,
                        new Request.Restart()),
                deed(
                        "suspend",
                        "Stops services and holds them back until they are resumed.",
                        true,
                        new Request.Suspend()),
                deed(
                        "resume",
                        "Holds services back no longer; those that are wanted start.",
                        false,
                        new Request.Resume()),
                new Verb(
                        "reload",
                        "Reads the manifest again and applies what has changed, or nothing where"
                                + " it has a mistake.",
                        Role.ADMIN,
                        true,
                        List.of(
                                Parameter.flag(
                                        "dry_run", "whether only to say what would be done")),
                        this::reload));
    }

    private Verb deed(String name, String about, boolean ends, Request request) {
        return new Verb(
                name,
                about,
                Role.OPERATE,
                ends,
                List.of(SERVICES),
                arguments -> ask(arguments, request));
    }

    private Found ask(Arguments arguments, Request request) throws InterruptedException {
        List<String> targets = arguments.texts("services");
        if (targets.isEmpty()) {
            throw Errors.invalid("`services` must name at least one service");
        }
        Supervisor.Match match = supervisor.match(targets);
        if (match.unknown() != null) {
            throw Errors.invalid(unknown(supervisor, match.unknown()));
        }
        List<String> names =
                match.items().stream().map(service -> target(supervisor, service)).toList();
        List<Reply> replies = wait(supervisor.ask(names, request));
        boolean good = replies.stream().allMatch(Reply.Done.class::isInstance);
        return new Found(
                good,
                Map.of("results", replies.stream().map(Views::of).toList()),
                replies.stream().map(Deeds::line).collect(Collectors.joining("\n")));
    }

    private Found reload(Arguments arguments) throws InterruptedException {
        ReloadAnswer answer = wait(supervisor.reload(null, arguments.flag("dry_run")));
        return new Found(answer.success(), Views.of(answer), "");
    }

    private static String line(Reply reply) {
        return switch (reply) {
            case Reply.Done done ->
                    done.service()
                            + ": "
                            + done.phase().word()
                            + (done.changed() ? "" : ", as it was already")
                            + (done.note() == null ? "" : "; " + done.note());
            case Reply.Failed failed -> failed.service() + ": " + failed.text();
            case Reply.Refused refused -> refused.service() + ": " + refused.text();
        };
    }

    /// The bare name, wherever it is unique.
    static String target(Supervisor supervisor, ServiceSnapshot service) {
        boolean unique =
                supervisor.services().items().stream()
                        .filter(other -> other.name().equals(service.name()))
                        .allMatch(other -> other.key().equals(service.key()));
        return unique ? service.name() : service.key().toString();
    }

    static String unknown(Supervisor supervisor, String target) {
        return "no service is called `"
                + target
                + "` (there are: "
                + supervisor.services().items().stream()
                        .map(ServiceSnapshot::name)
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static <T> T wait(CompletableFuture<T> coming) throws InterruptedException {
        try {
            return coming.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException("the supervisor always answers", never);
        }
    }
}
