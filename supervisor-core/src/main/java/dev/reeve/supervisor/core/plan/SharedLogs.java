package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.Places;
import dev.reeve.supervisor.core.manifest.Problems;
import dev.reeve.supervisor.core.manifest.Shown;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Services may write one file together; it cannot be laid out in two ways, or make way by two
/// rules.
final class SharedLogs {
    private final Manifest manifest;
    private final Problems problems;
    private final Map<Path, ServiceSpec> first = new HashMap<>();

    SharedLogs(Manifest manifest, Problems problems) {
        this.manifest = manifest;
        this.problems = problems;
    }

    void check(ServiceSpec spec) {
        check(spec, spec.logs().stdout());
        check(spec, spec.logs().stderr());
    }

    private void check(ServiceSpec spec, @Nullable Path file) {
        ServiceSpec other = file == null ? null : first.putIfAbsent(file, spec);
        if (other == null || alike(other.logs(), spec.logs())) {
            return;
        }
        String key = Places.path(Places.service(spec.name()), "logs");
        problems.at(
                manifest.places().of(key),
                key,
                "%s writes the same file as %s, and so must have its `format` and `rotate`"
                        .formatted(Shown.quoted(spec.name()), Shown.quoted(other.name())));
    }

    private static boolean alike(LogPolicy one, LogPolicy other) {
        return one.format() == other.format() && Objects.equals(one.rotate(), other.rotate());
    }
}
