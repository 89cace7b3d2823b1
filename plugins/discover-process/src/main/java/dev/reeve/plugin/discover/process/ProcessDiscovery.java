package dev.reeve.plugin.discover.process;

import dev.reeve.supervisor.api.spi.DiscoveryProvider;
import dev.reeve.supervisor.api.spi.DiscoveryProviderPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Finds processes by what Linux shows of them in `/proc`: by command line, by the port they listen
/// on, by a file with their number; with no option, what looks like a daemon of this user. Several
/// options must all hold.
@Kind(value = "process", about = "finds processes by command line, port or pid file")
public final class ProcessDiscovery implements DiscoveryProviderPlugin<ProcessDiscovery.Options> {
    /// For the catalogue of plugins.
    public ProcessDiscovery() {}

    @Override
    public DiscoveryProvider create(Options options, PlanContext context) {
        Optional<Path> pidFile = options.pidFile().map(context.baseDirectory()::resolve);
        return new Search(options, pidFile, Path.of("/proc"));
    }

    /// What can be written.
    public record Options(
            @Option(about = "a regular expression; some part of the command line must match it")
                    Optional<String> command,
            @Option(about = "a TCP port on which it listens", min = 1, max = 65535)
                    Optional<Integer> port,
            @Option(about = "a file with its number in it") Optional<Path> pidFile) {
        public Options {
            command.ifPresent(Options::pattern);
        }

        private static Pattern pattern(String regex) {
            try {
                return Pattern.compile(regex);
            } catch (PatternSyntaxException none) {
                throw new IllegalArgumentException(
                        "`command` is no regular expression: %s, at character %d"
                                .formatted(none.getDescription(), none.getIndex() + 1),
                        none);
            }
        }

        /// The pattern of the command line, where one was given.
        Optional<Pattern> commandPattern() {
            return command.map(Options::pattern);
        }

        /// Whether nothing was asked for.
        boolean none() {
            return command.isEmpty() && port.isEmpty() && pidFile.isEmpty();
        }
    }
}
