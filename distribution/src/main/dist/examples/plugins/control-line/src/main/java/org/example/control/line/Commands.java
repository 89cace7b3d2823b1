package org.example.control.line;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.util.List;
import java.util.concurrent.ExecutionException;

/// What the lines mean. The last line of an answer begins with `ok` or with `error`.
record Commands(Supervisor supervisor) {
    private static final String USAGE =
            "error: say status, start NAME, stop NAME or restart NAME\n";

    /// May block for as long as what was asked takes.
    String answer(String line) throws InterruptedException {
        var words = List.of(line.strip().split("\\s+"));
        if (words.equals(List.of("status"))) {
            return status();
        }
        if (words.size() != 2) {
            return USAGE;
        }
        return switch (words.getFirst()) {
            case "start" -> ask(words.getLast(), new Request.Start());
            case "stop" -> ask(words.getLast(), new Request.Stop(false));
            case "restart" -> ask(words.getLast(), new Request.Restart());
            default -> USAGE;
        };
    }

    private String status() {
        var text = new StringBuilder();
        List<ServiceSnapshot> services = supervisor.services().items();
        for (ServiceSnapshot service : services) {
            text.append(service.name()).append(' ').append(service.status()).append('\n');
        }
        return text.append("ok ").append(services.size()).append(" services\n").toString();
    }

    private String ask(String name, Request request) throws InterruptedException {
        try {
            return switch (supervisor.ask(name, request).get()) {
                case Reply.Done done ->
                        "ok " + done.service() + " is " + done.phase().word() + "\n";
                case Reply.Failed failed -> "error: " + failed.text() + "\n";
                case Reply.Refused refused -> "error: " + refused.text() + "\n";
            };
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the supervisor broke a promise", broken.getCause());
        }
    }
}
