package dev.reeve.supervisor.core.kernel.portable;

import dev.reeve.supervisor.api.model.Work.ProcessSettings;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.ChildEvent;
import dev.reeve.supervisor.core.kernel.Datagram;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Sight;
import dev.reeve.supervisor.core.kernel.Spawn;
import dev.reeve.supervisor.core.kernel.SpawnRequest;
import dev.reeve.supervisor.core.kernel.Survivor;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The kernel by `java.lang.Process`.
///
/// What it cannot do, beside {@link dev.reeve.supervisor.core.kernel.linux.LinuxKernel}: a child
/// has no session or group of its own, so a signal goes to it and those of its descendants that are
/// found; one that has lost its parent unseen is not found; settings are refused; there are no
/// pipes, so children write their files themselves; a child that exits with 128 + n looks as if
/// signal n had ended it.
///
/// Nor does a supervisor find what one before it has started, for the JDK shows no environment of
/// other processes and no start by which one could be told from another of the same number: there
/// are no survivors, nothing is adopted, and no other process of a child is followed. There are no
/// sockets for messages, and this process cannot become another program.
public final class PortableKernel implements Kernel {
    /// File systems stamp by a clock that goes in ticks, of a hundredth of a second at the most
    /// (Linux, `CONFIG_HZ`); a file is not older than the child that has made it.
    private static final Duration TICK = Duration.ofMillis(10);

    private static final File NOTHING =
            new File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null");

    private static final Pattern ERROR = Pattern.compile("error[:=] ?(\\d+),? \\(?(.*?)\\)? *$");

    /// EAGAIN, ENOMEM, ENFILE, EMFILE.
    private static final Set<String> PASSING = Set.of("11", "12", "23", "24");

    private final TimeSource time;
    private final ExecutorService teller =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("kernel").daemon(true).factory());

    public PortableKernel(TimeSource time) {
        this.time = time;
    }

    @Override
    public Spawn spawn(SpawnRequest request, Consumer<Child> born, Consumer<ChildEvent> told) {
        String cannot = "cannot spawn `" + request.command().getFirst() + "`: ";
        if (!request.settings().equals(ProcessSettings.NONE)) {
            return new Spawn.Refused(
                    cannot + "on this system it can have no " + String.join(", ", wanted(request)),
                    false);
        }
        if (!Files.isDirectory(request.directory())) {
            return new Spawn.Refused(
                    cannot
                            + "its working directory `"
                            + request.directory()
                            + "`: No such file or directory",
                    false);
        }
        Instant at = time.now().minus(TICK);
        Process process;
        try {
            process = builder(request).start();
        } catch (IOException failure) {
            return new Spawn.Refused(cannot + words(failure), passes(failure));
        } catch (IllegalArgumentException | NullPointerException failure) {
            return new Spawn.Refused(cannot + failure.getMessage(), false);
        }
        var child = new PortableChild(process, at, told, this::tell);
        born.accept(child);
        child.watch();
        return new Spawn.Spawned(child);
    }

    @Override
    public void makePipe(Path path) throws IOException {
        throw new IOException("cannot make the named pipe `" + path + "` on this system");
    }

    @Override
    public PipeReading readPipe(Path path, Consumer<ByteBuffer> got) throws IOException {
        throw new IOException("cannot read the named pipe `" + path + "` on this system");
    }

    @Override
    public @Nullable Hold lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException _) {
            // This process holds it.
        }
        if (lock == null) {
            channel.close();
            return null;
        }
        return () -> release(channel);
    }

    @Override
    public List<Survivor> survivors(String instance) {
        return List.of();
    }

    @Override
    public @Nullable Sight look(long pid) {
        return Handles.look(pid);
    }

    @Override
    public List<Sight> lookAtAll() {
        return Handles.lookAtAll();
    }

    @Override
    public Spawn adopt(AdoptRequest request, Consumer<Child> born, Consumer<ChildEvent> told) {
        return new Spawn.Refused(
                "cannot watch process "
                        + request.pid()
                        + ": on this system it cannot be told from another of its number",
                false);
    }

    @Override
    public @Nullable Long user(@Nullable String name) {
        return null;
    }

    @Override
    public MessageSocket openSocket(Path path, @Nullable Long user, Consumer<Datagram> got)
            throws IOException {
        throw new IOException("cannot open a socket at `" + path + "` on this system");
    }

    @Override
    public void become(List<String> command, Map<String, String> environment) throws IOException {
        throw new IOException("cannot become `" + command.getFirst() + "` on this system");
    }

    @Override
    public boolean hasPipes() {
        return false;
    }

    @Override
    public void close() {
        teller.shutdownNow();
    }

    private void tell(Runnable telling) {
        try {
            teller.execute(telling);
        } catch (RejectedExecutionException _) {
            // It is closed: nobody listens any more.
        }
    }

    private static void release(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing was written; the lock is gone with the descriptor.
        }
    }

    private static ProcessBuilder builder(SpawnRequest request) {
        var builder =
                new ProcessBuilder(request.command())
                        .directory(request.directory().toFile())
                        .redirectInput(NOTHING)
                        .redirectOutput(appending(request.stdout()));
        if (request.stderr().equals(request.stdout())) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(appending(request.stderr()));
        }
        builder.environment().clear();
        builder.environment().putAll(request.environment());
        return builder;
    }

    private static ProcessBuilder.Redirect appending(Path file) {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    private static List<String> wanted(SpawnRequest request) {
        ProcessSettings settings = request.settings();
        var names = new ArrayList<String>();
        if (settings.user() != null) {
            names.add("user");
        }
        if (settings.group() != null) {
            names.add("group");
        }
        if (settings.umask() != null) {
            names.add("umask");
        }
        if (settings.nice() != null) {
            names.add("nice");
        }
        if (!settings.affinity().isEmpty()) {
            names.add("affinity");
        }
        if (!settings.limits().isEmpty()) {
            names.add("limits");
        }
        return names;
    }

    /// The system's own words. The JDK says `error=2, …` or `error: 2 (…)`, as it comes.
    private static String words(IOException failure) {
        Matcher matcher = ERROR.matcher(said(failure));
        return matcher.find() ? matcher.group(2) : said(failure);
    }

    private static boolean passes(IOException failure) {
        Matcher matcher = ERROR.matcher(said(failure));
        return matcher.find() && PASSING.contains(matcher.group(1));
    }

    private static String said(IOException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }
}
