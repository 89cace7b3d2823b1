package dev.reeve.supervisor.api.event;

import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.promise.Api;

import java.util.Set;

/// Which events a follower wants. Of each of the three, an empty set means all.
///
/// @param types words of {@link Event#type()}
/// @param actors names of actors: those that an event is about, or who has said something to whom
/// @param threads ids of operations
@Api
public record EventFilter(Set<String> types, Set<String> actors, Set<String> threads) {
    /// All events.
    public static final EventFilter ALL = new EventFilter(Set.of(), Set.of(), Set.of());

    public EventFilter {
        types = Set.copyOf(types);
        actors = Set.copyOf(actors);
        threads = Set.copyOf(threads);
    }

    /// Only those of these types.
    public static EventFilter of(Set<String> types) {
        return new EventFilter(types, Set.of(), Set.of());
    }

    /// Whether it lets all through.
    public boolean isAll() {
        return types.isEmpty() && actors.isEmpty() && threads.isEmpty();
    }

    /// Whether this one is wanted. A gap always is: it tells that others may be missing.
    public boolean wants(RecordedEvent recorded) {
        Event event = recorded.event();
        return event instanceof Event.Gap
                || ((types.isEmpty() || types.contains(event.type()))
                        && (actors.isEmpty() || isAbout(event))
                        && (threads.isEmpty() || isPart(recorded)));
    }

    private boolean isAbout(Event event) {
        return switch (event) {
            case Event.MessageSent(Message message) ->
                    actors.contains(message.from()) || actors.contains(message.to());
            case Event.ThreadChanged thread ->
                    thread.participants().stream().anyMatch(actors::contains);
            case Event.ActorChanged actor -> actors.contains(actor.actor());
            case Event.StateChanged _, Event.HealthChanged _ -> isAboutService(event);
            case Event.LivenessChanged _, Event.CredentialsRead _ -> isAboutService(event);
            case Event.ErrorOccurred _, Event.HookFailed _ -> isAboutService(event);
            case Event.PluginChanged plugin -> actors.contains("plugin:" + plugin.plugin());
            case Event.SupervisorChanged _, Event.Reloaded _ -> actors.contains("supervisor");
            case Event.Gap _ -> true;
        };
    }

    private boolean isAboutService(Event event) {
        var service = event.service();
        return actors.contains(service == null ? "supervisor" : service.name());
    }

    private boolean isPart(RecordedEvent recorded) {
        String thread = recorded.thread();
        return thread != null && threads.contains(thread);
    }
}
