package dev.reeve.supervisor.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.spi.EventSubscriber;
import dev.reeve.supervisor.api.spi.StateProducer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Event subscribers and state producers that break a promise do not pass the contracts.
class LiarsOfActivityTest {
    @TempDir Path folder;
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void aSubscriberThatKnowsNoGapIsCaught() {
        EventSubscriber sure =
                events -> {
                    if (events.getFirst().event() instanceof Event.Gap) {
                        throw new IllegalStateException("there are no gaps");
                    }
                };
        assertCaught(subscriber(sure)::takesAGapAndWhatComesAfterIt);
    }

    @Test
    void aSubscriberThatIsDeafToInterruptsIsCaught() {
        try {
            assertCaught(subscriber(_ -> deaf())::anInterruptEndsACallSoon);
        } finally {
            over.countDown();
        }
    }

    @Test
    void aSubscriberThatLeavesAThreadBehindIsCaught() {
        EventSubscriber leaky = _ -> Thread.ofVirtual().name("left").start(this::deaf);
        try {
            assertCaught(subscriber(leaky)::noThreadIsLeftOnceItIsClosed);
        } finally {
            over.countDown();
        }
    }

    @Test
    void aProducerThatTellsSomethingMoreWhenItIsClosedAgainIsCaught() {
        StateProducer talkative =
                (_, told) -> () -> told.report(ActorReport.of("one", Activity.IDLE, null));
        assertCaught(producer(talkative)::closingAgainDoesNothing);
    }

    @Test
    void aProducerThatNothingEndsIsCaught() {
        StateProducer leaky =
                (_, _) -> {
                    Thread.ofVirtual().name("left").start(this::deaf);
                    return () -> {};
                };
        try {
            assertCaught(producer(leaky)::noThreadIsLeftOnceItIsClosed);
        } finally {
            over.countDown();
        }
    }

    private static void assertCaught(Executable test) {
        assertThrows(AssertionError.class, test);
    }

    private void deaf() {
        boolean ended = false;
        while (!ended) {
            try {
                over.await();
                ended = true;
            } catch (InterruptedException ignored) {
                Thread.onSpinWait();
            }
        }
    }

    private EventSubscriberContract subscriber(EventSubscriber subscriber) {
        var contract =
                new EventSubscriberContract() {
                    @Override
                    protected EventSubscriber subscriber(Path directory) {
                        return subscriber;
                    }

                    @Override
                    protected Optional<EventSubscriber> held(Path directory) {
                        return Optional.of(subscriber);
                    }
                };
        contract.folder = folder;
        return contract;
    }

    private StateProducerContract producer(StateProducer producer) {
        var contract =
                new StateProducerContract() {
                    @Override
                    protected Given given(Path directory) {
                        return new Given() {
                            @Override
                            public StateProducer producer() {
                                return producer;
                            }

                            @Override
                            public void somethingHappens() {}
                        };
                    }
                };
        contract.folder = folder;
        return contract;
    }
}
