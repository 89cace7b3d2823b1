package dev.reeve.supervisor.core.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// The disk of this machine, until it is told to fail.
public final class FaultyDisk implements Disk {
    private final Disk real = Disk.system();
    private volatile String writeFault = "";
    private volatile String syncFault = "";
    private volatile String readFault = "";
    private volatile int written;
    private volatile CountDownLatch stuck = new CountDownLatch(0);
    private volatile int tries;
    private final AtomicReference<Runnable> beforeRead = new AtomicReference<>(() -> {});

    /// From now on nothing can be written or made.
    ///
    /// @param bytes how many of a write's bytes are written all the same
    public void failWrites(String why, int bytes) {
        written = bytes;
        writeFault = why;
    }

    /// From now on nothing can be synced.
    public void failSyncs(String why) {
        syncFault = why;
    }

    /// From now on nothing can be read.
    public void failReads(String why) {
        readFault = why;
    }

    /// From now on a write does not return.
    public void getStuck() {
        stuck = new CountDownLatch(1);
    }

    /// This happens before the next file is opened for reading.
    public void beforeNextRead(Runnable happens) {
        beforeRead.set(happens);
    }

    /// All is well again.
    public void heal() {
        writeFault = "";
        syncFault = "";
        readFault = "";
        stuck.countDown();
    }

    /// How often something was to be written while that failed.
    public int tries() {
        return tries;
    }

    @Override
    public OpenFile read(Path file) throws IOException {
        beforeRead.getAndSet(() -> {}).run();
        return new Failing(real.read(file));
    }

    @Override
    public OpenFile write(Path file) throws IOException {
        failWrite();
        return new Failing(real.write(file));
    }

    @Override
    public List<String> names(Path folder) throws IOException {
        return real.names(folder);
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        failWrite();
        real.makeFolder(folder);
    }

    @Override
    public boolean isForeign(Path file) {
        return real.isForeign(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        failWrite();
        real.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        failWrite();
        real.delete(file);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        fail(syncFault);
        real.syncFolder(folder);
    }

    private static void fail(String why) throws IOException {
        if (!why.isEmpty()) {
            throw new IOException(why);
        }
    }

    private void failWrite() throws IOException {
        if (!writeFault.isEmpty()) {
            count();
        }
        fail(writeFault);
    }

    private synchronized void count() {
        tries++;
    }

    private final class Failing implements OpenFile {
        private final OpenFile file;

        Failing(OpenFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(byte[] into, int from, int length, long at) throws IOException {
            fail(readFault);
            return file.read(into, from, length, at);
        }

        @Override
        public void write(byte[] bytes, int from, int length, long at) throws IOException {
            try {
                stuck.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            if (!writeFault.isEmpty()) {
                file.write(bytes, from, Math.min(written, length), at);
            }
            failWrite();
            file.write(bytes, from, length, at);
        }

        @Override
        public void truncate(long size) throws IOException {
            failWrite();
            file.truncate(size);
        }

        @Override
        public void sync() throws IOException {
            fail(syncFault);
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
