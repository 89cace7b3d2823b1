import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// Writes what others see of the classes in a folder into a JAR: declarations without code, nothing private. The
/// build compares the API with it. The same classes give the same bytes.
void main(String[] args) throws IOException {
    var classes = Path.of(args[0]);
    var jar = Path.of(args[1]);
    Files.createDirectories(jar.toAbsolutePath().getParent());
    var format = ClassFile.of(ClassFile.ConstantPoolSharingOption.NEW_POOL);
    try (Stream<Path> files = Files.walk(classes);
            OutputStream file = Files.newOutputStream(jar);
            var out = new JarOutputStream(file)) {
        for (Path each : files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
            ClassModel model = format.parse(Files.readAllBytes(each));
            String name = classes.relativize(each).toString();
            if (name.equals("module-info.class") || !seen(model)) {
                continue;
            }
            var entry = new ZipEntry(name);
            entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
            out.putNextEntry(entry);
            out.write(format.transformClass(model, OUTSIDE));
        }
    }
    System.out.println(jar + ": " + Files.size(jar) + " bytes");
}

static final int HIDDEN = ClassFile.ACC_PRIVATE | ClassFile.ACC_SYNTHETIC;

static final ClassTransform OUTSIDE = ClassTransform.dropping(element -> switch (element) {
            case MethodModel method -> (method.flags().flagsMask() & HIDDEN) != 0
                    || method.methodName().equalsString("<clinit>");
            case FieldModel field -> (field.flags().flagsMask() & HIDDEN) != 0;
            default -> element instanceof SourceFileAttribute;
        })
        .andThen(ClassTransform.transformingMethods(
                MethodTransform.dropping(element -> element instanceof CodeModel)));

static boolean seen(ClassModel model) {
    return (model.flags().flagsMask() & (ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED)) != 0
            || model.thisClass().asInternalName().endsWith("package-info");
}
