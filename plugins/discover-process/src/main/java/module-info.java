import org.jspecify.annotations.NullMarked;

/// Finds processes of this machine that could be taken over.
@NullMarked
module dev.reeve.plugin.discover.process {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.DiscoveryProviderPlugin with
            dev.reeve.plugin.discover.process.ProcessDiscovery;
}
