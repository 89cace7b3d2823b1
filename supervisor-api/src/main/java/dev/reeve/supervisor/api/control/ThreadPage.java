package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import java.util.List;

/// A page of operations; the one that was active last comes first.
///
/// @param total how many there are before paging
@Api
@Incubating(since = "1.0.0")
public record ThreadPage(List<OperationThread> items, int total) {
    public ThreadPage {
        items = List.copyOf(items);
    }
}
