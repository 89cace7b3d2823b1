package dev.reeve.supervisor.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/// What the classes of a JAR name and its class loader does not find. Libraries are not looked at:
/// they often name what is not needed.
final class MissingClasses {
    private static final int MOST = 50;

    private final ClassLoader loader;
    private final Map<String, String> missing = new TreeMap<>();
    private final Map<String, Boolean> known = new HashMap<>();
    private int looked;

    MissingClasses(Path jar, ClassLoader loader) throws IOException {
        this.loader = loader;
        try (JarFile file =
                new JarFile(jar.toFile(), false, JarFile.OPEN_READ, JarFile.runtimeVersion())) {
            for (ZipEntry entry : file.versionedStream().toList()) {
                if (entry.getName().endsWith(".class")
                        && !entry.getName().endsWith("module-info.class")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        look(in.readAllBytes());
                    }
                }
            }
        }
    }

    /// How many classes were looked at.
    int looked() {
        return looked;
    }

    /// One line for each that is missing.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        missing.forEach(
                (name, by) -> lines.add("the class " + name + " is missing; " + by + " names it"));
        if (lines.size() > MOST) {
            int more = lines.size() - MOST;
            lines.subList(MOST, lines.size()).clear();
            lines.add("and " + more + " more are missing");
        }
        return lines;
    }

    private void look(byte[] bytes) {
        ClassModel model;
        try {
            model = ClassFile.of().parse(bytes);
            looked++;
            String own = model.thisClass().name().stringValue().replace('/', '.');
            for (PoolEntry entry : model.constantPool()) {
                if (entry instanceof ClassEntry named) {
                    name(named.name().stringValue(), own);
                }
            }
        } catch (IllegalArgumentException broken) {
            missing.put(
                    "(unreadable)",
                    broken.getMessage() == null ? "a class file" : broken.getMessage());
        }
    }

    private void name(String internal, String by) {
        String name = internal;
        if (name.startsWith("[")) {
            int at = name.lastIndexOf('[') + 1;
            if (name.charAt(at) != 'L') {
                return;
            }
            name = name.substring(at + 1, name.length() - 1);
        }
        String dotted = name.replace('/', '.');
        if (!known.computeIfAbsent(dotted, this::there)) {
            missing.putIfAbsent(dotted, by);
        }
    }

    private boolean there(String name) {
        try {
            return Class.forName(name, false, loader) != null;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
