package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.text.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.Locale;
import java.util.Map;

/// `reeve thread kill ID`
@Command(
        name = "thread",
        description = {
            "Ends an operation: what it still had to do is not done, and what it is starting is",
            "stopped. `reeve threads` shows which there are."
        })
public final class ThreadAction extends Verb {
    @Parameters(index = "0", paramLabel = "WHAT", description = "kill")
    What what = What.KILL;

    @Parameters(index = "1", paramLabel = "THREAD", description = "the operation's id")
    String id = "";

    public ThreadAction(Reeve reeve) {
        super(reeve);
    }

    /// What can be done to an operation.
    enum What {
        KILL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Failure {
        String path = "/v1/threads/" + Client.escaped(id) + "/" + what;
        Map<String, Object> thread = reeve.client(null).post(path, Map.of());
        reeve.answers()
                .write(
                        thread,
                        () ->
                                Words.of(thread.get("id"))
                                        + ": "
                                        + Words.of(thread.get("operation"))
                                        + " "
                                        + Words.of(thread.get("status")));
        return 0;
    }
}
