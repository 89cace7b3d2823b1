package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Words;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// `reeve send --to ACTOR --type TYPE`
@Command(
        name = "send",
        description = {
            "Records a message from one actor to another, for whoever follows.",
            "`reeve messages` shows what was said."
        })
public final class Send extends Verb {
    @Option(
            names = "--from",
            paramLabel = "ACTOR",
            description = "who says it (default: ${DEFAULT-VALUE})")
    String from = "operator";

    @Option(names = "--to", paramLabel = "ACTOR", required = true, description = "to whom")
    String to = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            required = true,
            description = "what it is, in a word of those who talk")
    String type = "";

    @Option(
            names = "--payload",
            paramLabel = "JSON",
            description = "what it says: an object (default: {})")
    String payload = "{}";

    @Option(
            names = "--thread",
            paramLabel = "THREAD",
            description = "the operation that it belongs to; one that is not known begins with it")
    @Nullable String thread;

    public Send(Reeve reeve) {
        super(reeve);
    }

    @Override
    public Integer call() throws Failure {
        var draft = new LinkedHashMap<String, Object>();
        draft.put("from", from);
        draft.put("to", to);
        draft.put("payload_type", type);
        draft.put("payload", payload());
        if (thread != null) {
            draft.put("thread", thread);
        }
        Map<String, Object> message = reeve.client(null).post("/v1/messages", draft);
        reeve.answers()
                .write(
                        message,
                        () ->
                                Words.of(message.get("id"))
                                        + " in "
                                        + Words.of(message.get("thread")));
        return 0;
    }

    private Object payload() {
        try {
            Object value = Json.read(payload);
            if (value instanceof Map<?, ?>) {
                return value;
            }
        } catch (IOException notJson) {
            // Answered below, together with what is no object.
        }
        throw wrongUse("--payload takes an object as JSON: {\"key\": \"value\"}");
    }
}
