import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Formats every Java source below a folder, or says which ones are not formatted.
///
/// Runs google-java-format as a process of its own, so that the compiler's packages can be opened to it.
void main(String[] args) throws IOException, InterruptedException {
    boolean fix = args[0].equals("fix");
    var command = new ArrayList<String>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
    for (var name : List.of("api", "code", "file", "parser", "tree", "util")) {
        command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-jar", System.getProperty("java.class.path").split(":")[0], "--aosp"));
    command.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    try (Stream<Path> files = Files.walk(Path.of(args[1]))) {
        files.map(Path::toString)
                .filter(file -> file.endsWith(".java") && !file.contains("/target/") && !file.contains("/.mvn/"))
                .sorted()
                .forEach(command::add);
    }
    for (var file : command.stream().filter(word -> word.endsWith(".java")).toList()) {
        wrapDocs(Path.of(file), fix);
    }
    int result = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (result != 0 && !fix) {
        System.err.println("These files are not formatted; `mvn -N validate exec:exec@format` formats them.");
    }
    System.exit(result);
}

/// google-java-format 1.35 wraps a long `///` line into a `//` line, which tears the documentation
/// comment in two; so long ones are wrapped here first.
void wrapDocs(Path file, boolean fix) throws IOException {
    var lines = Files.readAllLines(file);
    var wrapped = new ArrayList<String>();
    for (var line : lines) {
        while (line.strip().startsWith("/// ") && line.length() > 100 && line.lastIndexOf(' ', 100) > line.indexOf("///") + 4) {
            int at = line.lastIndexOf(' ', 100);
            wrapped.add(line.substring(0, at));
            line = line.substring(0, line.indexOf("///")) + "/// " + line.substring(at + 1);
        }
        wrapped.add(line);
    }
    if (!wrapped.equals(lines)) {
        if (!fix) {
            System.err.println(file + ": a documentation line is longer than 100 characters");
            System.exit(1);
        }
        Files.write(file, wrapped);
    }
}
