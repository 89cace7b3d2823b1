package dev.reeve.supervisor.core.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class TreeUsageTest {
    @Test
    void whatOneProcessUsesIsTheDifference() {
        assertEquals(30, at(1000, process(1, 0, 130, 0)).ticksSince(at(0, process(1, 0, 100, 0))));
    }

    @Test
    void aChildThatWasBornMeanwhileCountsFully() {
        TreeUsage earlier = at(1000, process(1, 0, 100, 0));
        TreeUsage now = at(1100, process(1, 0, 110, 0), process(2, 1050, 40, 0));
        assertEquals(50, now.ticksSince(earlier));
    }

    @Test
    void anOldProcessThatJoinsBeginsAtNothing() {
        TreeUsage earlier = at(1000, process(1, 0, 100, 0));
        TreeUsage now = at(1100, process(1, 0, 110, 0), process(2, 20, 9999, 0));
        assertEquals(10, now.ticksSince(earlier));
    }

    @Test
    void aChildThatWasWaitedForIsNotCountedTwice() {
        TreeUsage earlier = at(1000, process(1, 0, 100, 0), process(2, 0, 500, 0));
        TreeUsage now = at(1100, process(1, 0, 100, 520));
        assertEquals(20, now.ticksSince(earlier));
    }

    @Test
    void childrenThatCameAndWentBetweenTheLooksCount() {
        TreeUsage earlier = at(1000, process(1, 0, 100, 300));
        assertEquals(70, at(1100, process(1, 0, 110, 360)).ticksSince(earlier));
    }

    @Test
    void aChildThatVanishedElsewhereDoesNotTakeItsTimeAlong() {
        TreeUsage earlier = at(1000, process(1, 0, 100, 0), process(2, 0, 500, 0));
        assertEquals(25, at(1100, process(1, 0, 125, 0)).ticksSince(earlier));
    }

    @Test
    void anotherProcessWithAnOldNumberIsAnotherOne() {
        TreeUsage earlier = at(1000, process(1, 0, 100, 0), process(2, 0, 500, 0));
        TreeUsage now = at(1100, process(1, 0, 100, 0), process(2, 1050, 30, 0));
        assertEquals(30, now.ticksSince(earlier));
    }

    @Test
    void oneThatHasEndedIsNoProcessAnyMore() {
        TreeUsage tree = at(0, process(1, 0, 1, 0), new ProcessUsage(2, 0, 5, 5, 0, 1, 0, true));
        assertEquals(1, tree.living());
        assertEquals(4, tree.threads());
        assertEquals(6, tree.openFiles());
        assertEquals(8192, tree.memoryBytes());
    }

    private static TreeUsage at(long uptimeTicks, ProcessUsage... processes) {
        return TreeUsage.of(0, uptimeTicks, List.of(processes));
    }

    private static ProcessUsage process(long pid, long start, long own, long waited) {
        return new ProcessUsage(pid, start, own, own + waited, 8192, 4, 6, false);
    }
}
