package dev.reeve.supervisor.core.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which plugins people have disabled beside the manifest: a small file in the state directory, one
/// id a line. It is there as a whole or not at all.
public final class DisabledPlugins {
    private static final String NAME = "plugins.disabled";

    private final Path file;

    private DisabledPlugins(Path state) {
        file = state.resolve(NAME);
    }

    /// Those of a state directory, which need not exist.
    public static DisabledPlugins in(Path state) {
        return new DisabledPlugins(state);
    }

    /// Their ids; none where there is no file.
    ///
    /// @throws IOException where there is one that cannot be read
    public Set<String> ids() throws IOException {
        try {
            var ids = new TreeSet<>(Files.readAllLines(file));
            ids.removeIf(String::isBlank);
            return ids;
        } catch (NoSuchFileException none) {
            return Set.of();
        }
    }

    /// Together with those of a manifest.
    public List<String> with(Collection<String> others) throws IOException {
        var all = new TreeSet<>(ids());
        all.addAll(others);
        return List.copyOf(all);
    }

    /// Disables one, or enables it again.
    ///
    /// @throws IOException where that cannot be remembered; then it is as it was
    public void set(String id, boolean enabled) throws IOException {
        var ids = new TreeSet<>(ids());
        boolean changed = enabled ? ids.remove(id) : ids.add(id);
        if (changed) {
            Path draft = file.resolveSibling(NAME + ".new");
            Files.write(
                    draft,
                    ids,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DSYNC);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
