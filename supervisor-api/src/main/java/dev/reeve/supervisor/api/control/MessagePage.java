package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import java.util.List;

/// A page of messages, newest first.
///
/// @param total how many there are before paging
@Api
@Incubating(since = "1.0.0")
public record MessagePage(List<Message> items, int total) {
    public MessagePage {
        items = List.copyOf(items);
    }
}
