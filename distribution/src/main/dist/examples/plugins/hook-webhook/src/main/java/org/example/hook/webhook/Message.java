package org.example.hook.webhook;

import dev.reeve.supervisor.api.spi.LifecycleHook.HookContext;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;

/// What is posted: `text` for people, the rest for programs.
record Message(Moment moment, HookContext call) {
    String json() {
        return "{\"text\":%s,\"service\":%s,\"moment\":%s,\"run\":%d,\"pid\":%s}"
                .formatted(
                        quoted(text()),
                        quoted(call.service()),
                        quoted(moment.word()),
                        call.run(),
                        call.pid());
    }

    String text() {
        String run = " (run " + call.run() + ")";
        return switch (moment) {
            case PRE_START -> call.service() + " is about to start" + run;
            case POST_START -> call.service() + " is ready" + run;
            case ON_RESTART -> call.service() + " was restarted" + run;
            case ON_SHUTDOWN ->
                    call.service()
                            + " has ended"
                            + run
                            + (call.reason() == null ? "" : ": " + call.reason().text());
        };
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < ' ') {
                quoted.append("\\u%04x".formatted((int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
