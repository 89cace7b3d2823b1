package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.promise.Api;

import java.util.List;

/// A page of events, by `seq` upward.
///
/// @param total how many there are before paging
@Api
public record Events(List<RecordedEvent> items, int total) {}
