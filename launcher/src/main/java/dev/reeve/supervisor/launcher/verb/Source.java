package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.StateDirectory;

import java.util.List;
import java.util.function.Function;

/// Where an answer comes from that a manifest can give as well as a running supervisor.
record Source(Reeve reeve, ManifestFile manifest) {

    /// Asks a running supervisor.
    interface Asking<T> {
        T ask(Client client) throws Failure;
    }

    /// The supervisor's answer; the manifest's where one is given by `-f`, or no supervisor answers
    /// and there is a manifest.
    <T> T either(Asking<T> asking, Function<House.Prepared, T> planned) throws Failure {
        if (manifest.given != null) {
            return fromManifest(planned);
        }
        try {
            return asking.ask(reeve.client(null));
        } catch (Failure failure) {
            boolean known = StateDirectory.manifest(reeve.around().directory()).isPresent();
            if (failure.code() != Failure.NOBODY_ANSWERS || !known) {
                throw failure;
            }
            return fromManifest(planned);
        }
    }

    private <T> T fromManifest(Function<House.Prepared, T> planned) throws Failure {
        try (House.Prepared prepared = manifest.prepared(reeve, List.of(), List.of())) {
            return planned.apply(prepared);
        }
    }
}
