package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.PROVIDER_ERROR;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.core.plugin.ResolvedPlugin.Form;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/// Reads what a plugin offers: the providers that its descriptor names, and the kinds that stand in
/// their class files. A plugin that no manifest uses costs no more than this.
final class OfferReader {
    static final Pattern KIND = Pattern.compile("[a-z][A-Za-z0-9_-]*");
    private static final String KIND_DESCRIPTOR = Kind.class.descriptorString();
    private static final int NEWEST = ClassFile.latestMajorVersion();

    private final Consumer<PluginFailure> problems;

    /// @param problems told of each provider that cannot be used; the others can
    OfferReader(Consumer<PluginFailure> problems) {
        this.problems = problems;
    }

    List<Offer> read(ReadPlugin plugin, Form form) throws IOException {
        if (form instanceof Form.External(ExternalDescriptor descriptor)) {
            return descriptor.offers();
        }
        List<Offer> offers = new ArrayList<>();
        try (JarFile jar =
                new JarFile(
                        plugin.files().main().toFile(),
                        false,
                        JarFile.OPEN_READ,
                        JarFile.runtimeVersion())) {
            for (Door<?> door : Door.ALL) {
                for (String provider : providers(jar, form, door.service().getName())) {
                    try {
                        offers.add(offer(jar, door, provider));
                    } catch (PluginFailure failure) {
                        problems.accept(failure);
                    }
                }
            }
        }
        return offers;
    }

    private static List<String> providers(JarFile jar, Form form, String service)
            throws IOException {
        return switch (form) {
            case Form.Layer layer -> provided(layer.modules().mainDescriptor(), service);
            case Form.ClassPath() -> onClassPath(jar, service);
            case Form.External _ -> List.of();
        };
    }

    private static List<String> provided(ModuleDescriptor module, String service) {
        return module.provides().stream()
                .filter(provides -> provides.service().equals(service))
                .flatMap(provides -> provides.providers().stream())
                .toList();
    }

    /// A module that is loaded as a class path still offers what its descriptor says.
    private static List<String> onClassPath(JarFile jar, String service) throws IOException {
        ZipEntry descriptor = jar.getEntry("module-info.class");
        if (descriptor == null) {
            return listed(jar, "META-INF/services/" + service);
        }
        try (InputStream in = jar.getInputStream(descriptor)) {
            return provided(ModuleDescriptor.read(in), service);
        }
    }

    private static List<String> listed(JarFile jar, String file) throws IOException {
        ZipEntry entry = jar.getEntry(file);
        if (entry == null) {
            return List.of();
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static Offer offer(JarFile jar, Door<?> door, String provider)
            throws IOException, PluginFailure {
        ZipEntry entry = jar.getEntry(provider.replace('.', '/') + ".class");
        if (entry == null) {
            throw failure(provider, "is not in its JAR");
        }
        Annotation kind = kindOf(provider, bytes(jar, entry));
        if (kind == null) {
            throw failure(provider, "has no @Kind");
        }
        String word = element(kind, "value");
        if (!KIND.matcher(word).matches()) {
            throw failure(
                    provider,
                    "has @Kind `%s`, which is not a lower-case letter followed by letters, digits,"
                                    .formatted(word)
                            + " `_` and `-`");
        }
        return new Offer(door, word, element(kind, "about"), provider);
    }

    private static byte[] bytes(JarFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static @Nullable Annotation kindOf(String provider, byte[] bytes) throws PluginFailure {
        int version = bytes.length < 8 ? 0 : ByteBuffer.wrap(bytes).getShort(6);
        if (version > NEWEST) {
            throw failure(
                    provider,
                    "has class file version %d; this Java knows up to %d"
                            .formatted(version, NEWEST));
        }
        try {
            ClassModel model = ClassFile.of().parse(bytes);
            return model.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                    .flatMap(attribute -> attribute.annotations().stream())
                    .filter(annotation -> annotation.className().equalsString(KIND_DESCRIPTOR))
                    .findFirst()
                    .orElse(null);
        } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw failure(provider, "is no class file: " + PluginFailure.message(broken));
        }
    }

    private static String element(Annotation annotation, String name) {
        for (AnnotationElement element : annotation.elements()) {
            if (element.name().equalsString(name)
                    && element.value() instanceof AnnotationValue.OfString text) {
                return text.stringValue();
            }
        }
        return "";
    }

    private static PluginFailure failure(String provider, String text) {
        return new PluginFailure(PROVIDER_ERROR, "its provider " + provider + " " + text);
    }
}
