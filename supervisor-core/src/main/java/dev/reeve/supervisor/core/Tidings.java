package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.core.engine.Input;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What goes wrong and changes no service's state: told as an event, also what was there to tell
/// before there was an engine.
final class Tidings implements Consumer<String> {
    private final List<String> early = new ArrayList<>();
    private @Nullable Consumer<Input> inbox;

    @Override
    public synchronized void accept(String text) {
        if (inbox == null) {
            early.add(text);
        } else {
            tell(inbox, text);
        }
    }

    /// There is an engine now.
    synchronized void to(Consumer<Input> engine) {
        inbox = engine;
        early.forEach(text -> tell(engine, text));
        early.clear();
    }

    private static void tell(Consumer<Input> engine, String text) {
        engine.accept(new Input.Happened(new Event.ErrorOccurred(null, null, text)));
    }
}
