package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.activity.Message;

import java.util.List;

/// A page of messages, newest first.
///
/// @param total how many there are before paging
public record MessagePage(List<Message> items, int total) {
    public MessagePage {
        items = List.copyOf(items);
    }
}
