package dev.reeve.supervisor.core.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The disk of this machine, that takes so many changes and then nothing more, as if all who use it
/// had been killed at that moment. Then power can be lost, too: what was not synced may be gone.
public final class MortalDisk implements Disk {
    private final Disk real = Disk.system();
    private final Random chance;
    private final Map<Path, Integer> synced = new HashMap<>();
    private final Map<Path, byte[]> deleted = new HashMap<>();
    private final Map<Path, Boolean> named = new HashMap<>();
    private int left;

    /// @param changes how many it takes; the last one may be done in part
    public MortalDisk(int changes, Random chance) {
        left = changes;
        this.chance = chance;
    }

    /// Whether it takes nothing more.
    public synchronized boolean isDead() {
        return left <= 0;
    }

    /// Forgets by chance what was not synced.
    public synchronized void losePower() throws IOException {
        left = 0;
        for (var name : named.entrySet()) {
            Path file = name.getKey();
            if (!name.getValue() && chance.nextBoolean()) {
                Files.deleteIfExists(file);
            } else if (Files.exists(file)) {
                byte[] bytes = Files.readAllBytes(file);
                int least = Math.min(bytes.length, synced.getOrDefault(file, 0));
                int length = least + chance.nextInt(bytes.length - least + 1);
                Files.write(file, Arrays.copyOf(bytes, length));
            }
        }
        for (var file : deleted.entrySet()) {
            if (chance.nextBoolean()) {
                Files.write(file.getKey(), file.getValue());
            }
        }
    }

    @Override
    public OpenFile read(Path file) throws IOException {
        return real.read(file);
    }

    @Override
    public synchronized OpenFile write(Path file) throws IOException {
        boolean isNew = !Files.exists(file);
        change();
        if (isNew) {
            named.put(file, false);
        }
        return new Mortal(file, real.write(file));
    }

    @Override
    public List<String> names(Path folder) throws IOException {
        return real.names(folder);
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        real.makeFolder(folder);
    }

    @Override
    public boolean isForeign(Path file) {
        return real.isForeign(file);
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        change();
        real.move(from, to);
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        change();
        if (Files.exists(file)) {
            deleted.put(file, Files.readAllBytes(file));
        }
        real.delete(file);
    }

    @Override
    public synchronized void syncFolder(Path folder) throws IOException {
        change();
        real.syncFolder(folder);
        named.replaceAll((_, _) -> true);
        deleted.clear();
    }

    private void change() throws IOException {
        if (left <= 0) {
            throw new IOException("it is dead");
        }
        left--;
    }

    private final class Mortal implements OpenFile {
        private final Path path;
        private final OpenFile file;

        Mortal(Path path, OpenFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(byte[] into, int from, int length, long at) throws IOException {
            return file.read(into, from, length, at);
        }

        @Override
        public void write(byte[] bytes, int from, int length, long at) throws IOException {
            synchronized (MortalDisk.this) {
                change();
                if (left == 0) {
                    file.write(bytes, from, chance.nextInt(length + 1), at);
                    change();
                }
                file.write(bytes, from, length, at);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (MortalDisk.this) {
                change();
                file.truncate(size);
            }
        }

        @Override
        public void sync() throws IOException {
            synchronized (MortalDisk.this) {
                change();
                file.sync();
                synced.put(path, Math.toIntExact(file.size()));
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
