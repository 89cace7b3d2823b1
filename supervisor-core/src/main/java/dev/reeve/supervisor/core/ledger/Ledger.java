package dev.reeve.supervisor.core.ledger;

import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.core.record.Disk;
import dev.reeve.supervisor.core.text.PlainJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/// What was started and is not over, what people have asked for, and the services that stand in no
/// manifest: in the file `ledger` of a state directory, for the next supervisor.
///
/// What is said of runs survives the end of this process when the method returns; that is enough,
/// since a run does not survive a loss of power either. What people have asked for, and
/// definitions, survive that too. Where nothing can be written, trouble is told once, all is kept
/// in memory, and it is tried again every few seconds until it can.
///
/// All methods may be called by any thread, and block for a disk, those that only ask excepted.
public final class Ledger implements AutoCloseable {
    private final Disk disk;
    private final Path state;
    private final LedgerFile file;
    private final Account account;
    private final List<LeftRun> left;
    private final String instance;
    private final int life;
    private final String bootId;
    private final Duration retry;
    private final Consumer<String> trouble;
    private boolean behind;
    private boolean closed;
    private @Nullable Thread retrying;

    /// Opens the ledger of a state directory, past whatever is damaged.
    ///
    /// @param trouble is told once of each thing that goes wrong; by any thread, must not block
    /// @throws IOException where it was written by a later version; nothing is changed then
    public static Ledger open(Path state, Consumer<String> trouble) throws IOException {
        return open(state, trouble, Disk.system(), thisBoot(), Duration.ofSeconds(5));
    }

    /// @param retry how long after a failure it is tried again
    static Ledger open(
            Path state, Consumer<String> trouble, Disk disk, String bootId, Duration retry)
            throws IOException {
        var file = new LedgerFile(disk, state.resolve("ledger"));
        var account = new Account();
        file.open(account, trouble);
        var opened =
                new Entry.Opened(
                        Instance.of(disk, state, account.instance()), account.life() + 1, bootId);
        account.take(opened);
        var ledger = new Ledger(disk, state, file, account, opened, retry, trouble);
        ledger.keepInstance();
        ledger.write(opened);
        return ledger;
    }

    private Ledger(
            Disk disk,
            Path state,
            LedgerFile file,
            Account account,
            Entry.Opened opened,
            Duration retry,
            Consumer<String> trouble) {
        this.disk = disk;
        this.state = state;
        this.file = file;
        this.account = account;
        this.retry = retry;
        this.trouble = trouble;
        instance = opened.instance();
        life = opened.life();
        bootId = opened.bootId();
        left = sorted(account.runs());
    }

    /// The name of this state directory: 36 letters, digits and `-`, made once by chance.
    public String instance() {
        return instance;
    }

    /// How many supervisors have opened this ledger, this one included.
    public int life() {
        return life;
    }

    /// The runs that were begun and not over when this ledger was opened, by the name of their
    /// service and by their number; none where the machine was booted since.
    public List<LeftRun> left() {
        return left;
    }

    /// A run is about to be started. To be said before its process can exist.
    ///
    /// @param definition the hash of what it is made by
    public void begins(ServiceKey key, int run, String definition) {
        write(new Entry.Begins(key, run, definition, bootId));
    }

    /// The process of a run was started.
    ///
    /// @param startTime in clock ticks since boot (field 22 of `/proc/PID/stat`)
    public void spawned(ServiceKey key, int run, long pid, long startTime, Instant at) {
        write(new Entry.Spawned(key, run, bootId, pid, startTime, at));
    }

    /// A run became ready.
    public void ready(ServiceKey key, int run, int restarts, int attempts) {
        write(new Entry.Ready(key, run, restarts, attempts));
    }

    /// Nothing of a run lives any more. Also to be said of those that were left.
    public void over(ServiceKey key, int run) {
        write(new Entry.Over(key, run));
    }

    /// What people have last asked for, by the full name of the service.
    public synchronized Map<String, Desired> desired() {
        return account.desired();
    }

    /// People ask for this.
    public void desired(ServiceKey key, Desired what) {
        writeSafely(List.of(new Entry.Wanted(key.toString(), what)));
    }

    /// Forgets what people have asked for, where the full name of the service and what was asked
    /// for pass.
    public void forgetDesired(BiPredicate<String, Desired> which) {
        var entries = new ArrayList<Entry>();
        desired()
                .forEach(
                        (key, what) -> {
                            if (which.test(key, what)) {
                                entries.add(new Entry.Unwanted(key));
                            }
                        });
        writeSafely(entries);
    }

    /// The services that stand in no manifest, as plain values, in the order in which they were
    /// added.
    public synchronized Map<ServiceKey, Map<String, Object>> definitions() {
        return account.definitions();
    }

    /// Adds a service that stands in no manifest, or changes its definition.
    ///
    /// @param definition plain values: maps by text, lists, texts, numbers, truth values, null.
    ///     Whole numbers come back as `Integer` where they fit, else as `Long`
    public void define(ServiceKey key, Map<String, Object> definition) {
        writeSafely(List.of(new Entry.Defined(key, PlainJson.copy(definition))));
    }

    /// Forgets a service that stands in no manifest, and what was asked for of it.
    public void forget(ServiceKey key) {
        writeSafely(List.of(new Entry.Forgotten(key)));
    }

    /// Syncs what was written. Blocks for a disk.
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        try {
            if (behind) {
                file.writeAnew(account);
            }
            file.close();
        } catch (IOException failure) {
            tell(failure);
        }
    }

    private void write(Entry entry) {
        write(List.of(entry), false);
    }

    private void writeSafely(List<Entry> entries) {
        write(entries, true);
    }

    private synchronized void write(List<Entry> entries, boolean safely) {
        entries.forEach(account::take);
        if (behind || closed || entries.isEmpty()) {
            return;
        }
        try {
            for (Entry entry : entries) {
                file.add(entry, account);
            }
            if (safely) {
                file.sync();
            }
        } catch (IOException failure) {
            tell(failure);
            fallBehind();
        }
    }

    private void tell(IOException failure) {
        if (!behind) {
            behind = true;
            trouble.accept(
                    "cannot write `"
                            + state.resolve("ledger")
                            + "`: "
                            + failure.getMessage()
                            + "; it is kept in memory, and tried again");
        }
    }

    private void keepInstance() {
        try {
            Instance.keep(disk, state, instance);
        } catch (IOException failure) {
            trouble.accept("cannot write `instance`: " + failure.getMessage());
        }
    }

    /// There is a thread only while there is something to be written.
    private void fallBehind() {
        if (retrying == null) {
            retrying = Thread.ofPlatform().daemon().name("ledger").start(this::catchUp);
        }
    }

    private synchronized void catchUp() {
        try {
            while (behind && !closed) {
                wait(retry.toMillis());
                tryAgain();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        retrying = null;
    }

    private void tryAgain() {
        if (closed) {
            return;
        }
        try {
            file.writeAnew(account);
            behind = false;
        } catch (IOException _) {
            // It was told of, and is tried again.
        }
    }

    private static List<LeftRun> sorted(List<LeftRun> runs) {
        return runs.stream()
                .sorted(Comparator.comparing(LeftRun::key).thenComparingInt(LeftRun::run))
                .toList();
    }

    /// What changes with each boot; empty where the system does not say.
    private static String thisBoot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException _) {
            return "";
        }
    }
}
