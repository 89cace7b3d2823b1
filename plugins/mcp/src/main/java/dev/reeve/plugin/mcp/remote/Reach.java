package dev.reeve.plugin.mcp.remote;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a server is reached. Its text never holds a secret.
public sealed interface Reach {
    /// A program that speaks over its stdin and stdout.
    ///
    /// @param command the program and its arguments
    /// @param environment beside what the supervisor's own holds
    /// @param directory where it runs, absolute
    /// @param stopTimeout how long it has to end before it is killed
    record Program(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Duration stopTimeout)
            implements Reach {
        public Program {
            command = List.copyOf(command);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        }

        @Override
        public String toString() {
            return "`" + command.getFirst() + "`";
        }
    }

    /// A server that speaks streamable HTTP.
    ///
    /// @param headers sent with every request
    /// @param tokenFile a file whose first line is a bearer token
    /// @param tokenVariable the variable of the supervisor's environment that is one
    record Address(
            URI url,
            Map<String, String> headers,
            Optional<Path> tokenFile,
            Optional<String> tokenVariable)
            implements Reach {
        public Address {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        @Override
        public String toString() {
            return "`" + plain() + "`";
        }

        /// Without what people hide in a URL: a user with a password, a query with a key.
        String plain() {
            return url.getScheme() + "://" + host() + url.getRawPath();
        }

        private String host() {
            String authority = url.getRawAuthority();
            return authority.substring(authority.lastIndexOf('@') + 1);
        }
    }
}
