package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Site;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/// What all connections of a server share.
///
/// @param threads for whoever must listen while another thread speaks
/// @param timer ends what takes too long
record Serving(
        Site site,
        Limits limits,
        Followers followers,
        Buffers buffers,
        Executor threads,
        ScheduledExecutorService timer) {}
