package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.plugin.control.xmlrpc.call.Fault.Code;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Supervisor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What can be asked of the supervisor itself.
final class HouseCalls {
    /// The version of supervisord's interface that its tools insist on.
    private static final String INTERFACE = "3.0";

    /// The version of supervisord whose interface this is; tools look at it for what they may call.
    private static final String SUPERVISORD = "4.2.5";

    private static final long REFUSED_WITHIN_SECONDS = 20;

    private final Supervisor supervisor;
    private final MainLog log;

    HouseCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
        log = new MainLog(supervisor);
    }

    List<Method> methods() {
        return List.of(
                about("getAPIVersion", "string", "The version of this interface.", INTERFACE),
                about("getVersion", "string", "The same.", INTERFACE),
                about("getSupervisorVersion", "string", "Whose interface this is.", SUPERVISORD),
                Method.of(
                        "supervisor.getIdentification",
                        "string",
                        "The name of the manifest.",
                        _ -> supervisor.status().name()),
                Method.of(
                        "supervisor.getState",
                        "struct",
                        "How the supervisor is.",
                        _ -> Map.of("statecode", 1, "statename", "RUNNING")),
                Method.of(
                        "supervisor.getPID",
                        "int",
                        "The process of the supervisor.",
                        _ -> ProcessView.capped(supervisor.status().pid())),
                log("readLog"),
                log("readMainLog"),
                Method.of(
                        "supervisor.clearLog",
                        "boolean",
                        "Refused: what has happened cannot be made undone.",
                        _ -> {
                            throw new Fault(Code.FAILED, "the journal cannot be cleared");
                        }),
                Method.of(
                        "supervisor.shutdown",
                        "boolean",
                        "Stops all services, and then the supervisor.",
                        _ -> shutdown()),
                Method.of(
                        "supervisor.restart",
                        "boolean",
                        "Replaces the supervisor by itself, started anew.",
                        _ -> restart()));
    }

    private static Method about(String name, String type, String help, String answer) {
        return Method.of("supervisor." + name, type, help, _ -> answer);
    }

    private Method log(String name) {
        return Method.of(
                "supervisor." + name,
                "string int int",
                "A part of what has happened: so many bytes from there on, or the last ones.",
                arguments -> log.read(arguments.whole(0), arguments.whole(1)));
    }

    private Object shutdown() {
        CompletableFuture<Void> down = supervisor.shutdown("asked by XML-RPC");
        return !down.isCancelled();
    }

    /// Done just before it takes place, and then there may be no time left for an answer: what is
    /// not refused soon is taken for done.
    private Object restart() throws Fault, InterruptedException {
        CompletableFuture<Reply> reply = supervisor.upgrade(null);
        try {
            return switch (reply.get(REFUSED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                case Reply.Done _ -> true;
                case Reply.Failed failed -> throw new Fault(Code.FAILED, failed.text());
                case Reply.Refused refused -> throw new Fault(Code.FAILED, refused.text());
            };
        } catch (TimeoutException underWay) {
            return true;
        } catch (ExecutionException fault) {
            throw new Fault(Code.FAILED, String.valueOf(fault.getCause()));
        }
    }
}
