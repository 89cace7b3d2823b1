package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.BAD_DESCRIPTOR;

import com.github.zafarkhaja.semver.Version;

import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;

import java.util.jar.Manifest;
import java.util.regex.Pattern;

/// PF4J's descriptor in a JAR's manifest, with everything checked that PF4J believes unseen.
final class StrictDescriptors extends ManifestPluginDescriptorFinder {
    static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern EXACT = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");

    /// Reads a descriptor.
    ///
    /// @param manifest the JAR's manifest, or null where it has none
    PluginDescriptor read(@Nullable Manifest manifest) throws PluginFailure {
        if (manifest == null || manifest.getMainAttributes().getValue(PLUGIN_ID) == null) {
            throw new PluginFailure(BAD_DESCRIPTOR, "no Plugin-Id in META-INF/MANIFEST.MF");
        }
        PluginDescriptor descriptor = createPluginDescriptor(manifest);
        String id = descriptor.getPluginId();
        if (!ID.matcher(id).matches()) {
            throw bad(
                    "Plugin-Id `"
                            + id
                            + "` is not 1 to 100 letters, digits, `.`, `_` and `-` that begin with"
                            + " a letter or digit");
        }
        String version = descriptor.getVersion();
        if (version == null || !Version.isValid(version)) {
            throw bad(
                    "plugin %s: Plugin-Version `%s` is no semantic version like `1.2.3`"
                            .formatted(id, version == null ? "" : version));
        }
        if (manifest.getMainAttributes().getValue(PLUGIN_CLASS) != null) {
            throw bad(
                    "plugin "
                            + id
                            + ": Plugin-Class is not supported; what a plugin offers is found as"
                            + " services of its module or in META-INF/services");
        }
        checkRange(id, "Plugin-Requires", descriptor.getRequires());
        for (PluginDependency dependency : descriptor.getDependencies()) {
            if (!ID.matcher(dependency.getPluginId()).matches()) {
                throw bad(
                        "plugin %s: Plugin-Dependencies names `%s`, which is no plugin id"
                                .formatted(id, dependency.getPluginId()));
            }
            checkRange(id, "Plugin-Dependencies", dependency.getPluginVersionSupport());
        }
        return descriptor;
    }

    /// Whether a version is within a range; `1.2.3` alone means that version or a later one, as in
    /// PF4J. Pre-releases of the version count as the version itself, or `2.0.0-rc.1` would be
    /// within `<2.0.0`.
    static boolean within(String range, String version) {
        String released = version.replaceFirst("[-+].*", "");
        String asked = range.strip();
        return new DefaultVersionManager()
                .checkVersionConstraint(
                        released, EXACT.matcher(asked).matches() ? ">=" + asked : asked);
    }

    // java-semver has several unchecked exceptions for a bad range, without a common parent.
    static boolean isRange(String range) {
        try {
            within(range, "1.0.0");
            return true;
        } catch (RuntimeException bad) {
            return false;
        }
    }

    private static void checkRange(String id, String attribute, String range) throws PluginFailure {
        if (!isRange(range)) {
            throw bad(
                    "plugin %s: %s `%s` is no range of versions like `>=1.0.0 & <2.0.0`"
                            .formatted(id, attribute, range));
        }
    }

    private static PluginFailure bad(String text) {
        return new PluginFailure(BAD_DESCRIPTOR, text);
    }
}
