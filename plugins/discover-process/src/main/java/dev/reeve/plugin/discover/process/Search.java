package dev.reeve.plugin.discover.process;

import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.spi.DiscoveryProvider;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// One look at the processes of this machine.
///
/// @param proc where that file system is
record Search(ProcessDiscovery.Options options, Optional<Path> pidFile, Path proc)
        implements DiscoveryProvider {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

    /// @throws IOException where it cannot look; the message is for people
    @Override
    public List<Discovered> discover() throws IOException, InterruptedException {
        if (!Files.isReadable(proc.resolve("self/stat"))) {
            throw new IOException("cannot look for processes: this system has no /proc");
        }
        List<Seen> found = seen(wanted());
        if (options.port().isPresent()) {
            found = new Listeners(proc).on(options.port().get(), found);
        }
        return found.stream().map(Seen::discovered).toList();
    }

    private Predicate<Seen> wanted() throws IOException {
        Predicate<Seen> wanted = seen -> seen.pid() != 1 && !seen.isMe();
        if (options.none()) {
            long user = Seen.of(proc.resolve("self")).map(Seen::user).orElse(-1L);
            wanted = wanted.and(seen -> seen.user() == user && seen.isDaemon());
        }
        Optional<Pattern> pattern = options.commandPattern();
        if (pattern.isPresent()) {
            wanted = wanted.and(seen -> pattern.get().matcher(seen.command()).find());
        }
        if (pidFile.isPresent()) {
            long pid = number(pidFile.get());
            wanted = wanted.and(seen -> seen.pid() == pid);
        }
        return wanted;
    }

    private List<Seen> seen(Predicate<Seen> wanted) throws IOException, InterruptedException {
        List<Seen> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path folder : all) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while looking for processes");
                }
                Seen.of(folder).filter(wanted).ifPresent(found::add);
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        found.sort(Comparator.comparingLong(Seen::pid));
        return found;
    }

    private static long number(Path file) throws IOException {
        String text;
        try (var lines = Files.lines(file)) {
            text = lines.findFirst().orElse("").strip();
        } catch (NoSuchFileException none) {
            throw new IOException("cannot read `" + file + "`: there is no such file", none);
        } catch (IOException | java.io.UncheckedIOException refused) {
            throw new IOException("cannot read `" + file + "`: " + refused.getMessage(), refused);
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new IOException("`" + file + "` does not begin with the number of a process");
        }
        return Long.parseLong(text);
    }
}
