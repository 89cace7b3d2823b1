package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Frames;
import dev.reeve.supervisor.launcher.client.Services;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// `reeve logs [-f] [-n N] [SERVICE…]`
@Command(name = "logs", description = "Shows what services have written.")
public final class Logs extends Verb {
    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "names, globs (web-*) or full keys; all where none is given")
    List<String> targets = new ArrayList<>();

    @Option(
            names = {"-f", "--follow"},
            description = "and what they write from now on")
    boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "the last N lines of each stream (default: ${DEFAULT-VALUE})")
    int lines = 100;

    @Option(names = "--raw", description = "control characters as they are, also on a terminal")
    boolean raw;

    public Logs(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Exception {
        if (lines < 0) {
            throw wrongUse("-n takes a number from 0, not " + lines);
        }
        Client client = reeve.client(null);
        List<String> names = Services.of(client).match(targets).names();
        var out = new Lines(reeve, names, raw);
        if (follow) {
            follow(client, names, out);
        } else {
            for (String name : names) {
                show(client, name, out);
            }
        }
        return 0;
    }

    /// The text of one stream is asked for at a time: so each line's stream is known.
    private void show(Client client, String name, Lines out) throws Failure {
        for (String stream : List.of("stdout", "stderr")) {
            String text = client.text(path(name) + "&stream=" + stream, "text/plain");
            text.lines().forEach(line -> out.write(Lines.line(name, stream, line)));
        }
    }

    private void follow(Client client, List<String> names, Lines out) throws Exception {
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Void>>();
            for (String name : names) {
                tasks.add(() -> read(client, name, out));
            }
            for (Future<Void> ended : readers.invokeAll(tasks)) {
                ended.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Failure failure ? failure : failed;
        }
    }

    private Void read(Client client, String name, Lines out) throws Failure {
        try (Frames frames = client.follow(path(name) + "&follow=true", null)) {
            for (var frame = frames.next(); frame != null; frame = frames.next()) {
                if (frame.data().containsKey("text")) {
                    out.write(frame.data());
                }
            }
        }
        return null;
    }

    private String path(String name) {
        return "/v1/services/" + Client.escaped(name) + "/logs?lines=" + lines;
    }
}
