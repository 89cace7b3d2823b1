package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogPart;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// A supervisor for tests of control servers: it runs nothing, does as it is told, remembers what
/// it was asked, and says what the test makes happen.
///
/// A start, stop or restart is done at once. `answers` changes that for all that follow.
public final class FakeSupervisor extends FakeChanges {
    /// When the first thing happens; everything after it is one second later than what was before.
    public static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00.123Z");

    /// One thing that was asked.
    public record Asked(String name, Request request) {}

    /// Something else that it was told to do: the name of the method, and what it was given.
    public record Called(String method, List<@Nullable Object> arguments) {
        /// In the order of the method.
        public static Called of(String method, @Nullable Object... arguments) {
            return new Called(method, Arrays.asList(arguments));
        }
    }

    private final List<RecordedEvent> events = new ArrayList<>();
    private final List<LogLine> lines = new CopyOnWriteArrayList<>();
    private final List<FakeStream<RecordedEvent>> followers = new CopyOnWriteArrayList<>();
    private final List<FakeStream<LogLine>> readers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> down = new CompletableFuture<>();
    private volatile CompletableFuture<Boolean> awaited = CompletableFuture.completedFuture(true);

    private final int room;

    /// A supervisor without a service, to which nothing has happened. Each follower has room for a
    /// thousand events, or lines.
    public FakeSupervisor() {
        this(FakeStream.ROOM);
    }

    /// The same, but each follower has room for so many.
    public FakeSupervisor(int room) {
        this.room = room;
    }

    /// There shall be this service.
    public FakeSupervisor with(ServiceSnapshot service) {
        put(service);
        return this;
    }

    /// There shall be this plugin.
    public FakeSupervisor with(PluginSnapshot plugin) {
        put(plugin);
        return this;
    }

    /// There shall be this plugin, and its kinds take this: the JSON Schema of each by its name.
    public FakeSupervisor with(PluginSnapshot plugin, Map<String, Object> options) {
        put(plugin);
        put(plugin.id(), options);
        return this;
    }

    /// From now on this is the JSON Schema of a manifest.
    public FakeSupervisor schema(Map<String, Object> schema) {
        put(schema);
        return this;
    }

    /// From now on this is what {@link #await} answers with.
    public void awaits(CompletableFuture<Boolean> outcome) {
        awaited = outcome;
    }

    /// This happens now.
    @Override
    public synchronized RecordedEvent happens(Event event) {
        int seq = events.size() + 1;
        var recorded = new RecordedEvent(seq, BEGIN.plusSeconds(seq), event);
        events.add(recorded);
        followers.forEach(follower -> follower.offer(recorded));
        return recorded;
    }

    /// A service writes this line now.
    public void writes(String service, String stream, String text) {
        var line = new LogLine(service, 1, stream, BEGIN.plusSeconds(lines.size()), text);
        lines.add(line);
        readers.forEach(reader -> reader.offer(line));
    }

    /// How many follow events or output just now.
    public int followers() {
        return (int) followers.stream().filter(stream -> !stream.closed()).count()
                + (int) readers.stream().filter(stream -> !stream.closed()).count();
    }

    /// Nothing more happens: every follower has come to the end.
    public void ends() {
        followers.forEach(FakeStream::end);
        readers.forEach(FakeStream::end);
    }

    /// Done once a shutdown was asked for.
    public CompletableFuture<Void> down() {
        return down;
    }

    @Override
    public synchronized Events events(EventQuery query) {
        List<RecordedEvent> found =
                events.stream().filter(event -> FakeStream.matches(query, event)).toList();
        List<RecordedEvent> page =
                found.stream().skip(query.offset()).limit(query.limit()).toList();
        return new Events(page, found.size());
    }

    @Override
    public synchronized EventStream follow(long after, EventFilter filter) {
        var stream = new FakeStream.OfEvents(filter, room);
        events.stream().filter(event -> event.seq() > after).forEach(stream::offer);
        followers.add(stream);
        return stream;
    }

    @Override
    public List<LogLine> logs(LogQuery query) {
        List<LogLine> all = lines.stream().filter(line -> FakeStream.matches(query, line)).toList();
        return all.subList(Math.max(0, all.size() - query.lines()), all.size());
    }

    @Override
    public LogStream followLogs(LogQuery query) {
        var reader = new FakeStream.OfLines(line -> FakeStream.matches(query, line), room);
        logs(query).forEach(reader::offer);
        readers.add(reader);
        return reader;
    }

    @Override
    public @Nullable LogPart readLog(String name, String stream, long offset, int length) {
        if (!isThere(name)) {
            return null;
        }
        var text = new StringBuilder();
        logs(LogQuery.last(List.of(name), Integer.MAX_VALUE).of(stream))
                .forEach(line -> text.append(line.text()).append('\n'));
        byte[] all = text.toString().getBytes(StandardCharsets.UTF_8);
        int from = Math.clamp(offset < 0 ? all.length + offset : offset, 0, all.length);
        int to = (int) Math.min(all.length, (long) from + length);
        return new LogPart(Arrays.copyOfRange(all, from, to), from, all.length);
    }

    @Override
    public boolean clearLogs(String name) {
        lines.removeIf(line -> line.service().equals(name));
        return isThere(name);
    }

    @Override
    synchronized long seq() {
        return events.size();
    }

    @Override
    public CompletableFuture<Void> shutdown(String reason) {
        down.complete(null);
        return down;
    }

    @Override
    public CompletableFuture<Boolean> await(String name, String condition, Duration timeout) {
        return awaited;
    }
}
