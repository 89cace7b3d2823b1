import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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
                // Texts of which Java is made.
                .filter(file -> !file.contains("/archetype-resources/"))
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
/// comment in two; so long ones are wrapped here first. What does not fit moves to the front of the
/// next line of its paragraph, so that no short line is left behind.
void wrapDocs(Path file, boolean fix) throws IOException {
    var lines = Files.readAllLines(file);
    var waiting = new ArrayDeque<String>(lines);
    var wrapped = new ArrayList<String>();
    boolean code = false;
    while (!waiting.isEmpty()) {
        var doc = DocLine.of(waiting.peek());
        code = doc != null && (doc.fence() ? !code : code);
        var line = waiting.pop();
        int at = line.lastIndexOf(' ', 100);
        if (doc == null || line.length() <= 100 || at <= doc.start()) {
            wrapped.add(line);
            continue;
        }
        wrapped.add(line.substring(0, at));
        var rest = line.substring(at + 1);
        var next = waiting.isEmpty() ? null : DocLine.of(waiting.peek());
        if (!code && next != null && next.continues(doc)) {
            waiting.push(next.lead() + rest + " " + waiting.pop().substring(next.start()));
        } else {
            waiting.push(doc.leadOfMore() + rest);
        }
    }
    if (!wrapped.equals(lines)) {
        if (!fix) {
            System.err.println(file + ": a documentation line is longer than 100 characters");
            System.exit(1);
        }
        Files.write(file, wrapped);
    }
}

/// One line of a documentation comment: the slashes and blanks it begins with, and its text.
record DocLine(String lead, String text) {
    private static final Pattern DOC = Pattern.compile("(\\s*///\\s+)(\\S.*)");
    private static final Pattern ITEM = Pattern.compile("([-*+]|\\d+[.)])\\s.*");
    private static final Pattern BLOCK = Pattern.compile("[@#|>].*|```.*|~~~.*");

    static DocLine of(String line) {
        var parts = DOC.matcher(line);
        return parts.matches() ? new DocLine(parts.group(1), parts.group(2)) : null;
    }

    /// Where the text begins.
    int start() {
        return lead.length();
    }

    boolean fence() {
        return text.startsWith("```") || text.startsWith("~~~");
    }

    /// Whether this goes on with the paragraph that the line before is in.
    boolean continues(DocLine before) {
        boolean begins = ITEM.matcher(text).matches() || BLOCK.matcher(text).matches();
        return !begins && (lead.equals(before.lead) || lead.equals(before.leadOfMore()));
    }

    /// What the second line of this one's paragraph begins with.
    String leadOfMore() {
        if (text.startsWith("@")) {
            return lead + "    ";
        }
        return ITEM.matcher(text).matches() ? lead + " ".repeat(text.indexOf(' ') + 1) : lead;
    }
}
