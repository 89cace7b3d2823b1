package dev.reeve.supervisor.launcher;

import dev.reeve.supervisor.launcher.verb.Actors;
import dev.reeve.supervisor.launcher.verb.Add;
import dev.reeve.supervisor.launcher.verb.Adopt;
import dev.reeve.supervisor.launcher.verb.Check;
import dev.reeve.supervisor.launcher.verb.Completion;
import dev.reeve.supervisor.launcher.verb.Credentials;
import dev.reeve.supervisor.launcher.verb.Discover;
import dev.reeve.supervisor.launcher.verb.Down;
import dev.reeve.supervisor.launcher.verb.Events;
import dev.reeve.supervisor.launcher.verb.Explain;
import dev.reeve.supervisor.launcher.verb.Export;
import dev.reeve.supervisor.launcher.verb.Graph;
import dev.reeve.supervisor.launcher.verb.Health;
import dev.reeve.supervisor.launcher.verb.Liveness;
import dev.reeve.supervisor.launcher.verb.Logs;
import dev.reeve.supervisor.launcher.verb.Messages;
import dev.reeve.supervisor.launcher.verb.Plugins;
import dev.reeve.supervisor.launcher.verb.Reload;
import dev.reeve.supervisor.launcher.verb.Remove;
import dev.reeve.supervisor.launcher.verb.Restart;
import dev.reeve.supervisor.launcher.verb.Resume;
import dev.reeve.supervisor.launcher.verb.Schema;
import dev.reeve.supervisor.launcher.verb.Send;
import dev.reeve.supervisor.launcher.verb.SendSignal;
import dev.reeve.supervisor.launcher.verb.Show;
import dev.reeve.supervisor.launcher.verb.Start;
import dev.reeve.supervisor.launcher.verb.Stats;
import dev.reeve.supervisor.launcher.verb.Status;
import dev.reeve.supervisor.launcher.verb.Stop;
import dev.reeve.supervisor.launcher.verb.Suspend;
import dev.reeve.supervisor.launcher.verb.ThreadAction;
import dev.reeve.supervisor.launcher.verb.Threads;
import dev.reeve.supervisor.launcher.verb.Up;
import dev.reeve.supervisor.launcher.verb.Upgrade;
import dev.reeve.supervisor.launcher.verb.Version;
import dev.reeve.supervisor.launcher.verb.Wait;

import java.util.List;

/// All verbs, in the order of `--help`.
final class Verbs {
    private static final List<String> ALL =
            List.of(
                    "up",
                    "down",
                    "check",
                    "status",
                    "show",
                    "start",
                    "stop",
                    "restart",
                    "signal",
                    "suspend",
                    "resume",
                    "wait",
                    "health",
                    "liveness",
                    "credentials",
                    "explain",
                    "logs",
                    "events",
                    "actors",
                    "threads",
                    "thread",
                    "messages",
                    "send",
                    "stats",
                    "reload",
                    "add",
                    "remove",
                    "discover",
                    "adopt",
                    "export",
                    "upgrade",
                    "graph",
                    "plugins",
                    "schema",
                    "completion",
                    "version");

    private Verbs() {}

    /// The verb that comes first, alone where there is one: picocli reads every command it is given
    /// by reflection, which would double the time that a verb takes.
    static List<String> named(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        String name = first.equals("ps") ? "status" : first;
        return ALL.contains(name) ? List.of(name) : ALL;
    }

    static Object make(String name, Reeve reeve) {
        return switch (name) {
            case "up" -> new Up(reeve);
            case "down" -> new Down(reeve);
            case "check" -> new Check(reeve);
            case "status" -> new Status(reeve);
            case "show" -> new Show(reeve);
            case "start" -> new Start(reeve);
            case "stop" -> new Stop(reeve);
            case "restart" -> new Restart(reeve);
            case "signal" -> new SendSignal(reeve);
            case "suspend" -> new Suspend(reeve);
            case "resume" -> new Resume(reeve);
            case "wait" -> new Wait(reeve);
            case "logs" -> new Logs(reeve);
            case "events" -> new Events(reeve);
            case "actors" -> new Actors(reeve);
            case "threads" -> new Threads(reeve);
            case "thread" -> new ThreadAction(reeve);
            case "messages" -> new Messages(reeve);
            case "send" -> new Send(reeve);
            case "stats" -> new Stats(reeve);
            case "graph" -> new Graph(reeve);
            case "plugins" -> new Plugins(reeve);
            case "health" -> new Health(reeve);
            case "liveness" -> new Liveness(reeve);
            case "credentials" -> new Credentials(reeve);
            case "explain" -> new Explain(reeve);
            case "reload" -> new Reload(reeve);
            case "add" -> new Add(reeve);
            case "remove" -> new Remove(reeve);
            case "discover" -> new Discover(reeve);
            case "adopt" -> new Adopt(reeve);
            case "export" -> new Export(reeve);
            case "upgrade" -> new Upgrade(reeve);
            case "schema" -> new Schema(reeve);
            case "completion" -> new Completion(reeve);
            case "version" -> new Version(reeve);
            default -> throw new IllegalArgumentException("no verb is called " + name);
        };
    }
}
