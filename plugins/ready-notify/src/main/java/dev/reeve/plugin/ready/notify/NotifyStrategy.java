package dev.reeve.plugin.ready.notify;

import dev.reeve.supervisor.api.spi.Message;
import dev.reeve.supervisor.api.spi.Messages;
import dev.reeve.supervisor.api.spi.Preparation;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Reads what a run says, until it is ready and then on.
final class NotifyStrategy implements ReadyStrategy {
    private final Optional<Duration> watchdog;
    private final Senders senders;

    /// What was heard until the run was ready, for whoever goes on with it.
    private volatile @Nullable Conversation conversation;

    NotifyStrategy(NotifyReady.Options options, Senders senders) {
        this.watchdog = options.watchdog();
        this.senders = senders;
    }

    /// `WATCHDOG_PID` stays unset, because nobody knows it before the spawn; without it libsystemd
    /// takes the watchdog to be meant for every process (sd_watchdog_enabled(3)).
    @Override
    public void prepare(Preparation preparation) throws IOException {
        preparation.setEnvironment("NOTIFY_SOCKET", preparation.makeSocket());
        if (watchdog.isPresent()) {
            long micros = TimeUnit.MICROSECONDS.convert(watchdog.get());
            preparation.setEnvironment("WATCHDOG_USEC", Long.toString(micros));
        }
    }

    @Override
    public void await(ReadyRun run) throws InterruptedException {
        Conversation begun = Conversation.before(run, watchdog);
        conversation = begun;
        try {
            while (!begun.ready()) {
                hear(run, begun);
            }
        } catch (InterruptedException timeIsUp) {
            throw new InterruptedException(begun.words());
        }
    }

    /// A run that somebody else has waited for (a supervisor before this one) is ready.
    @Override
    public void watch(ReadyRun run) throws InterruptedException {
        Conversation begun = conversation;
        Conversation going =
                begun != null && begun.of() == run.run()
                        ? begun
                        : Conversation.after(run, watchdog);
        while (true) {
            hear(run, going);
        }
    }

    private void hear(ReadyRun run, Conversation with) throws InterruptedException {
        Messages messages = run.messages();
        Message message = messages.next();
        if (senders.count(message, run)) {
            with.hears(message.text());
        }
    }
}
