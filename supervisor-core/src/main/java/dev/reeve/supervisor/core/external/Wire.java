package dev.reeve.supervisor.core.external;

import dev.reeve.supervisor.core.guard.Thrown;
import dev.reeve.supervisor.core.text.PlainJson;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Speaks with one process: one JSON object a line, both ways. Calls may be under way at the same
/// time, and are answered in any order.
///
/// One thread reads and one writes, so a process that does not read what it is told holds up the
/// calls that wait for it, and nobody else. Safe for use by several threads.
final class Wire {
    static final int PROTOCOL = 1;
    private static final int LONGEST = 1 << 20;
    private static final int SHOWN = 200;
    private static final int QUEUE = 64;
    private static final byte[] END = {};

    private final InputStream in;
    private final OutputStream out;
    private final Duration patience;
    private final Consumer<@Nullable String> lost;
    private final CompletableFuture<Map<String, Object>> hello = new CompletableFuture<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>(QUEUE);
    private final AtomicReference<@Nullable String> over = new AtomicReference<>();
    private final AtomicBoolean losing = new AtomicBoolean();

    /// A call that was not answered yet. The future has what was answered, or why that will not be.
    private static final class Pending {
        private final CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        private volatile String waiting = "";
    }

    /// @param in what the process writes
    /// @param out what it reads
    /// @param patience how long it may take to answer a call that nobody waits for any more
    /// @param lost told once why nothing can come of it any more, null where its output has ended:
    ///     whoever hears it says how the calls {@link #fail} that wait
    Wire(InputStream in, OutputStream out, Duration patience, Consumer<@Nullable String> lost) {
        this.in = in;
        this.out = out;
        this.patience = patience;
        this.lost = lost;
    }

    /// Begins to speak.
    ///
    /// @param name what its threads are called
    void begin(String name, String plugin, String api) {
        var greeting = new LinkedHashMap<String, Object>();
        greeting.put("hello", PROTOCOL);
        greeting.put("api", api);
        greeting.put("plugin", plugin);
        queue.add(line(greeting));
        thread(name + " out", this::read);
        thread(name + " in", this::write);
    }

    /// Starts a thread that has nothing of the one that has called the plugin, its class loader
    /// least of all.
    static void thread(String name, Runnable task) {
        Thread.ofPlatform().daemon().name(name).inheritInheritableThreadLocals(false).start(task);
    }

    /// Done when it has said hello.
    CompletableFuture<Map<String, Object>> hello() {
        return hello;
    }

    /// Calls it, and waits for the answer.
    ///
    /// @throws Refusal what it answers where it cannot
    /// @throws Misconduct where no answer will come
    /// @throws InterruptedException where nobody waits any more; it is told. The message is what it
    ///     has last said that it waits for
    Map<String, Object> ask(Map<String, ?> call) throws Refusal, InterruptedException {
        long number = numbers.incrementAndGet();
        var mine = new Pending();
        pending.put(number, mine);
        var whole = new LinkedHashMap<String, @Nullable Object>();
        whole.put("id", number);
        whole.putAll(call);
        try {
            put(line(whole), mine);
        } catch (InterruptedException unsaid) {
            pending.remove(number);
            throw unsaid;
        }
        String why = over.get();
        if (why != null) {
            mine.answer.completeExceptionally(new Misconduct(why));
        }
        try {
            return answered(mine.answer.get());
        } catch (InterruptedException stopped) {
            cancel(number, mine);
            throw mine.waiting.isEmpty() ? stopped : new InterruptedException(mine.waiting);
        } catch (ExecutionException never) {
            pending.remove(number);
            throw never.getCause() instanceof Misconduct known
                    ? new Misconduct(String.valueOf(known.getMessage()))
                    : new IllegalStateException("a call has ended strangely", never);
        }
    }

    /// Ends what the process reads, behind what was said before.
    void end() {
        while (!queue.offer(END)) {
            queue.clear();
        }
    }

    /// From now on no call is answered, for this reason; those that wait are told.
    void fail(String why) {
        over.compareAndSet(null, why);
        var misconduct = new Misconduct(String.valueOf(over.get()));
        hello.completeExceptionally(misconduct);
        pending.values().forEach(call -> call.answer.completeExceptionally(misconduct));
    }

    /// Nothing can come of it any more; only the first reason is told.
    void lose(@Nullable String why) {
        if (losing.compareAndSet(false, true)) {
            lost.accept(why);
        }
    }

    private void put(byte[] line, Pending call) throws InterruptedException {
        while (!queue.offer(line, 1, TimeUnit.SECONDS)) {
            if (call.answer.isDone() || over.get() != null) {
                return;
            }
        }
    }

    private void cancel(long number, Pending call) {
        var cancelled = new LinkedHashMap<String, Object>();
        cancelled.put("cancel", number);
        boolean told = queue.offer(line(cancelled));
        String what = told ? "has not answered a cancelled call within " : "has read nothing for ";
        thread("cancelled", () -> awaitAnswer(call, what));
    }

    private void awaitAnswer(Pending call, String what) {
        try {
            call.answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            lose(what + patience.toSeconds() + " s");
        } catch (ExecutionException lost) {
            // Nobody has waited for it.
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> answered(Map<String, Object> answer) throws Refusal {
        Object error = answer.get("error");
        if (error != null) {
            throw new Refusal(Thrown.cut(error.toString()));
        }
        return answer;
    }

    private void read() {
        String why = null;
        try (in) {
            var lines = new Lines(in);
            byte[] line = lines.next(LONGEST);
            while (line != null) {
                why = lines.wasCut() ? "has written a line of more than 1 MiB" : heard(line);
                line = why == null ? lines.next(LONGEST) : null;
            }
        } catch (IOException closed) {
            // So it has ended.
        }
        lose(why);
    }

    /// @return what is wrong with it, or null
    private @Nullable String heard(byte[] line) {
        Map<String, Object> said;
        try {
            said = PlainJson.read(line, 0, line.length);
        } catch (IOException nonsense) {
            return "has written what is no JSON object: " + shown(line);
        }
        if (!hello.isDone()) {
            if (!Integer.valueOf(PROTOCOL).equals(said.get("hello"))) {
                return "has not said {\"hello\": 1} first: " + shown(line);
            }
            hello.complete(said);
            return null;
        }
        long number = said.get("id") instanceof Number id ? id.longValue() : 0;
        Pending call = pending.get(number);
        if (call == null) {
            return "has answered nobody: " + shown(line);
        }
        if (said.get("waiting") instanceof String text) {
            call.waiting = Thrown.cut(text);
        } else {
            pending.remove(number);
            call.answer.complete(said);
        }
        return null;
    }

    @SuppressWarnings("ReferenceEquality") // The end is that object, and no line is empty.
    private void write() {
        try (out) {
            for (byte[] line = queue.take(); line != END; line = queue.take()) {
                out.write(line);
                out.flush();
            }
        } catch (IOException | InterruptedException ended) {
            // Its output ends as well, and tells.
        }
    }

    private static byte[] line(Map<String, ?> message) {
        byte[] json = PlainJson.write(message);
        var line = new ByteArrayOutputStream(json.length + 1);
        line.writeBytes(json);
        line.write('\n');
        return line.toByteArray();
    }

    private static String shown(byte[] line) {
        String text = new String(line, 0, Math.min(line.length, SHOWN), StandardCharsets.UTF_8);
        return "`" + text.replaceAll("\\p{Cntrl}", "·") + (line.length > SHOWN ? "…" : "") + "`";
    }
}
