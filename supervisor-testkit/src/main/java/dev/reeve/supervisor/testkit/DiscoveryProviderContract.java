package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.spi.DiscoveryProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What every discovery provider promises. Extend it, and supply yours.
public abstract class DiscoveryProviderContract {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private final List<Process> started = new ArrayList<>();

    /// For those who extend it.
    protected DiscoveryProviderContract() {}

    /// A provider that looks for this process.
    protected abstract DiscoveryProvider finding(Process process) throws Exception;

    /// A provider that looks for longer than a minute, where there can be one.
    protected Optional<DiscoveryProvider> endless() throws Exception {
        return Optional.empty();
    }

    /// Starts a process to look for; by default one that sleeps. It is ended after the test.
    protected Process start() throws IOException {
        return new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void whatWasStartedEnds() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void findsTheProcessOnceAndNamesIt() throws Exception {
        Process process = started();
        List<Discovered> found = finding(process).discover();
        List<Discovered> it = found.stream().filter(seen -> seen.pid() == process.pid()).toList();
        Assertions.assertEquals(1, it.size(), () -> "it is not among " + found);
        Discovered seen = it.getFirst();
        Assertions.assertFalse(seen.command().isBlank(), "it has no command line");
        Assertions.assertFalse(seen.provider().isBlank(), "it does not say who found it");
        Assertions.assertTrue(
                seen.suggestedName().matches(NAME),
                () -> "no service can be called `" + seen.suggestedName() + "`");
    }

    @Test
    void noProcessIsFoundTwiceNorTheOneThatLooks() throws Exception {
        Set<Long> pids = new HashSet<>();
        for (Discovered seen : finding(started()).discover()) {
            Assertions.assertTrue(pids.add(seen.pid()), () -> "twice: " + seen);
        }
        Assertions.assertFalse(pids.contains(ProcessHandle.current().pid()));
    }

    @Test
    void looksAnewEachTime() throws Exception {
        Process process = started();
        DiscoveryProvider provider = finding(process);
        Assertions.assertEquals(1, times(process, provider));
        Assertions.assertEquals(1, times(process, provider));
    }

    @Test
    void whatHasEndedIsNotFound() throws Exception {
        Process process = started();
        DiscoveryProvider provider = finding(process);
        process.destroyForcibly().waitFor();
        long times;
        try {
            times = times(process, provider);
        } catch (IOException nothingToLookAt) {
            times = 0;
        }
        Assertions.assertEquals(0, times);
    }

    @Test
    void anInterruptEndsItSoon() throws Exception {
        Optional<DiscoveryProvider> endless = endless();
        Assumptions.assumeTrue(endless.isPresent(), "this provider never takes long");
        Task look = Task.start("discover", () -> endless.get().discover());
        look.assertGoesOnFor(SHORT);
        look.interrupt();
        Assertions.assertTrue(look.endsWithin(SOON), "still looks a second after an interrupt");
    }

    @Test
    void noThreadIsLeftAfterwards() throws Exception {
        DiscoveryProvider provider = finding(started());
        Threads before = Threads.now();
        provider.discover();
        before.assertNobodyElseAfter(SOON);
    }

    private Process started() throws IOException {
        Process process = start();
        started.add(process);
        return process;
    }

    private static long times(Process process, DiscoveryProvider provider) throws Exception {
        return provider.discover().stream().filter(seen -> seen.pid() == process.pid()).count();
    }
}
