package dev.reeve.distribution.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A class file of ours, and the types it names.
///
/// @param module the folder of its module, relative to the project's: `plugins/ready-tcp`
record Compiled(String module, ClassModel model) {
    private static final Pattern OURS = Pattern.compile("dev/reeve/[\\w/]+");
    private static final Pattern TYPE = Pattern.compile("\\b(?:\\w+/)+[A-Z]\\w*");

    /// Every class of main code, of all modules that have been compiled.
    static List<Compiled> all() throws IOException {
        try (Stream<Path> files = Files.walk(Project.ROOT)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> file.toString().contains("/target/classes/dev/reeve/"))
                    .sorted()
                    .map(Compiled::read)
                    .toList();
        }
    }

    private static Compiled read(Path file) {
        var inProject = Project.ROOT.relativize(file).toString();
        try {
            return new Compiled(
                    inProject.substring(0, inProject.indexOf("/target/")),
                    ClassFile.of().parse(Files.readAllBytes(file)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// With dots, nested ones behind a `$`.
    String name() {
        return model.thisClass().asInternalName().replace('/', '.');
    }

    String packageName() {
        return name().substring(0, name().lastIndexOf('.'));
    }

    /// All types it names in code, signatures or annotations: what its imports would be, and more.
    Set<String> named() {
        return texts(TYPE);
    }

    /// The packages of ours whose types it names, without its own.
    Set<String> packages() {
        var found = new TreeSet<String>();
        for (var type : texts(OURS)) {
            if (type.contains(".") && Character.isUpperCase(simpleName(type).charAt(0))) {
                found.add(type.substring(0, type.lastIndexOf('.')));
            }
        }
        found.remove(packageName());
        return found;
    }

    private Set<String> texts(Pattern pattern) {
        var found = new TreeSet<String>();
        StreamSupport.stream(model.constantPool().spliterator(), false)
                .filter(Utf8Entry.class::isInstance)
                .flatMap(entry -> pattern.matcher(((Utf8Entry) entry).stringValue()).results())
                .map(match -> descriptorless(match.group()).replace('/', '.'))
                .forEach(found::add);
        return found;
    }

    /// In a descriptor stands `Ljava/lang/String`, or `ILjava/lang/String` after an `int`.
    private static String descriptorless(String match) {
        return match.replaceFirst("^[A-Z]*L(?=[a-z])", "");
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
