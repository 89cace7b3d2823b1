package dev.reeve.plugin.mcp.serve;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where an endpoint is, and who may come.
///
/// @param path its path, beginning with `/`
/// @param hosts names by which clients may call it, beside its address and `localhost`
/// @param tokenFile who has which role; where there is none, everyone who can reach it may do all
public record Site(Listen listen, String path, List<String> hosts, Optional<Path> tokenFile) {
    public Site {
        hosts = List.copyOf(hosts);
        if (!path.matches("/[A-Za-z0-9._~/-]*")) {
            throw new IllegalArgumentException(
                    "`path` must begin with / and hold letters, digits and . _ ~ - only, not `"
                            + path
                            + "`");
        }
        if (!listen.loopback() && tokenFile.isEmpty()) {
            throw new IllegalArgumentException(
                    "`listen: "
                            + listen.bracketed()
                            + ":"
                            + listen.port()
                            + "` can be reached by others than this machine: it needs a"
                            + " `token_file`");
        }
    }

    /// The same, with relative paths resolved.
    public Site in(Path folder) {
        return new Site(listen, path, hosts, tokenFile.map(folder::resolve));
    }
}
