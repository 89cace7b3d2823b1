package dev.reeve.supervisor.core.plugin;

import com.github.zafarkhaja.semver.Version;

import dev.reeve.supervisor.api.spi.Option;

import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.PluginDescriptor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What an external plugin says of itself, in its `plugin.yaml`. It is bound as options are, and so
/// has every mistake told with its place.
record ExternalDescriptor(
        @Option(about = "its name, the same in every version") String id,
        @Option(about = "a semantic version like `1.2.3`") String version,
        @Option(about = "versions of the plugin API", fallback = "*") String requires,
        Optional<String> provider,
        Optional<String> license,
        @Option(about = "the program and its arguments", words = true) List<String> command,
        @Option(about = "variables that it gets besides", fallback = "{}")
                Map<String, String> environment,
        @Option(about = "what it offers") List<Provided> provides) {
    ExternalDescriptor {
        if (!StrictDescriptors.ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "`id` is not 1 to 100 letters, digits, `.`, `_` and `-` that begin with a"
                            + " letter or digit: `"
                            + id
                            + "`");
        }
        if (!Version.isValid(version)) {
            throw new IllegalArgumentException(
                    "`version` is no semantic version like `1.2.3`: `" + version + "`");
        }
        if (!StrictDescriptors.isRange(requires)) {
            throw new IllegalArgumentException(
                    "`requires` is no range of versions like `>=1.0.0 & <2.0.0`: `"
                            + requires
                            + "`");
        }
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new IllegalArgumentException("`command` must begin with a program");
        }
        for (String name : environment.keySet()) {
            if (name.isEmpty() || name.contains("=")) {
                throw new IllegalArgumentException(
                        "`environment` has a name that is none: `" + name + "`");
            }
        }
        if (provides.isEmpty()) {
            throw new IllegalArgumentException("`provides` is empty: it offers nothing");
        }
        Set<String> words = new HashSet<>();
        for (Provided one : provides) {
            if (!words.add(one.door() + " " + one.kind())) {
                throw new IllegalArgumentException(
                        "`provides` has the %s `%s` twice"
                                .formatted(one.door().word(), one.kind()));
            }
        }
    }

    /// A kind that it offers.
    record Provided(
            @Option(about = "`ready strategy`, `health check`, …") ExternalDoor door,
            @Option(about = "the word of the manifest") String kind,
            @Option(about = "what it does, for people", fallback = "") String about,
            @Option(about = "what may be written below it", fallback = "{}")
                    Map<String, Declared> options) {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

        Provided {
            if (!OfferReader.KIND.matcher(kind).matches()) {
                throw new IllegalArgumentException(
                        "`kind` is not a lower-case letter followed by letters, digits, `_` and"
                                + " `-`: `"
                                + kind
                                + "`");
            }
            for (String name : options.keySet()) {
                if (!NAME.matcher(name).matches()) {
                    throw new IllegalArgumentException(
                            "an option is a lower-case letter followed by lower-case letters,"
                                    + " digits and `_`, not `"
                                    + name
                                    + "`");
                }
            }
        }

        /// Its options, as those of a record are.
        List<OptionRecord.Option> list() {
            List<OptionRecord.Option> list = new ArrayList<>();
            options.forEach((name, declared) -> list.add(declared.named(name)));
            return list;
        }
    }

    /// An option.
    ///
    /// @param default_ the value where none is written
    @SuppressWarnings("MemberName") // `default` is a word of Java's.
    record Declared(
            @Option(about = "`text`, `whole number`, …") ExternalType type,
            @Option(about = "what it means", fallback = "") String about,
            Optional<Object> default_,
            @Option(fallback = "false") boolean required,
            Optional<Long> min,
            Optional<Long> max,
            @Option(about = "the texts that it may be", fallback = "[]") List<String> values) {
        Declared {
            if (required && default_.isPresent()) {
                throw new IllegalArgumentException("what has a `default` is not `required`");
            }
            if (!type.isNumber() && (min.isPresent() || max.isPresent())) {
                throw new IllegalArgumentException("only a number has `min` and `max`");
            }
            if (!type.isText() && !values.isEmpty()) {
                throw new IllegalArgumentException("only a text has `values`");
            }
        }

        private OptionRecord.Option named(String name) {
            return new OptionRecord.Option(
                    name,
                    type.type(),
                    !required && default_.isEmpty(),
                    about,
                    default_.map(ExternalYaml::inWords).orElse(null),
                    min.orElse(Long.MIN_VALUE),
                    max.orElse(Long.MAX_VALUE),
                    type == ExternalType.SECRET,
                    false,
                    values);
        }
    }

    /// What it offers, as it would be read off a JAR.
    List<Offer> offers() {
        return provides.stream()
                .map(one -> new Offer(one.door().door(), one.kind(), one.about(), id))
                .toList();
    }

    /// The options of a kind.
    List<OptionRecord.Option> options(Offer offer) {
        return provides.stream()
                .filter(one -> one.door().door().equals(offer.door()))
                .filter(one -> one.kind().equals(offer.kind()))
                .findFirst()
                .orElseThrow()
                .list();
    }

    /// As PF4J has it.
    PluginDescriptor plain() {
        return new DefaultPluginDescriptor(
                id, "", "", version, requires, provider.orElse(null), license.orElse(null));
    }
}
