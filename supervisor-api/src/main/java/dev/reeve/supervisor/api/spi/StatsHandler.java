package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.promise.Spi;

import java.io.IOException;
import java.util.List;

/// Gets what services use, sample by sample.
@FunctionalInterface
@Spi
public interface StatsHandler extends AutoCloseable {
    /// Takes the samples of one moment, one for each of its services that runs. Calls come one
    /// after another, on a virtual thread; a call that takes longer than the interval makes samples
    /// be left out, not wait.
    void accept(List<StatsSample> samples) throws Exception;

    /// Called once, when no sample will come any more.
    @Override
    default void close() throws IOException {}
}
