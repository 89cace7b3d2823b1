package dev.reeve.plugin.mcp.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// An MCP server that is a script of the shell: it speaks the protocol over its pipes, and does as
/// a test wants beside.
final class Scripted {
    private static final String SERVER =
            """
            #!/bin/sh
            %s
            while read -r line; do
                id=$(printf '%%s' "$line" | sed -n 's/.*"id":"\\([^"]*\\)".*/\\1/p')
                answer() { printf '{"jsonrpc":"2.0","id":"%%s","result":%%s}\\n' "$id" "$1"; }
                case $line in
                    *'"initialize"'*) answer '{"protocolVersion":"2025-06-18","capabilities":{"tools":{"listChanged":true},"prompts":{}},"serverInfo":{"name":"script","version":"7"}}' ;;
                    *'"ping"'*) answer '{}' ;;
                    *'"tools/list"'*) answer "{\\"tools\\":[{\\"name\\":\\"${tool:-echo}\\",\\"inputSchema\\":{\\"type\\":\\"object\\"}}]}" ;;
                    *'"prompts/list"'*) answer '{"prompts":[{"name":"greet"}]}' ;;
                    *'"tools/call"'*'"change"'*)
                        tool=changed
                        printf '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\\n'
                        answer '{"content":[]}' ;;
                    *'"tools/call"'*'"die"'*) echo 'it was too much' >&2; exit 9 ;;
                    *'"tools/call"'*'"refuse"'*) printf '{"jsonrpc":"2.0","id":"%%s","error":{"code":-32602,"message":"not like this"}}\\n' "$id" ;;
                    *'"tools/call"'*) answer "{\\"content\\":[{\\"type\\":\\"text\\",\\"text\\":\\"$SAYS\\"}]}" ;;
                esac
            done
            %s
            """;

    private Scripted() {}

    /// Made in this folder.
    ///
    /// @param first what it does before all else
    /// @param last what it does when its input has ended
    static Reach.Program server(Path folder, String first, String last) throws IOException {
        return program(folder, SERVER.formatted(first, last));
    }

    static Reach.Program server(Path folder) throws IOException {
        return server(folder, "", "");
    }

    /// Any program.
    static Reach.Program program(Path folder, String text) throws IOException {
        Path file = Files.createTempFile(folder, "server", ".sh");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new Reach.Program(
                List.of(file.toString()), Map.of("SAYS", "sesame"), folder, Duration.ofMillis(300));
    }
}
