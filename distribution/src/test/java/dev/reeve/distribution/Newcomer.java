package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Somebody who has the zip, Maven, and an empty home: who has never built anything.
final class Newcomer implements AutoCloseable {
    /// As the manual writes it.
    static final String PLACE = "reeve=/path/to/the/distribution\n";

    private final Central central = new Central();
    private final Path home = Files.createTempDirectory("newcomer-");
    private final Path folder = Files.createDirectory(home.resolve("work"));

    Newcomer() throws IOException {
        var maven = Files.createDirectory(home.resolve(".m2"));
        Files.writeString(
                maven.resolve("settings.xml"),
                """
                <settings>
                  <mirrors>
                    <mirror><id>build</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                </settings>
                """
                        .formatted(central.url()));
    }

    /// Where he works, empty at first.
    Path folder() {
        return folder;
    }

    Central central() {
        return central;
    }

    /// Types these lines into a shell, in this folder, and waits for their end, which must be a
    /// good one. Only the distribution's place is another one than the lines say.
    void types(String lines, Path where) throws IOException, InterruptedException {
        var said = Files.createTempFile(home, "said", "");
        var builder =
                new ProcessBuilder("sh", "-euc", lines.replace(PLACE, place()))
                        .directory(where.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("MAVEN_"));
        environment.put("HOME", home.toString());
        // Not the JDK that runs the tests but the one that Maven was started with.
        environment.put("JAVA_HOME", System.getProperty("reeve.maven.java"));
        environment.put("PATH", Path.of(System.getProperty("reeve.maven")) + ":" + path());
        // Java takes the home from the password file.
        environment.put(
                "MAVEN_OPTS", "-Duser.home=" + home + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        var process = builder.start();
        try {
            assertTrue(
                    process.waitFor(8, TimeUnit.MINUTES),
                    () -> lines + " does not end: " + text(said));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), () -> lines + text(said));
    }

    /// Gives Maven what the zip brings, as the manual says it.
    void hasReadTheManual() throws IOException, InterruptedException {
        types(FiveMinutesTest.typed().getFirst(), folder);
    }

    static String place() {
        return "reeve='" + Unzipped.folder() + "'\n";
    }

    private static String path() {
        return System.getenv("PATH");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    @Override
    public void close() {
        central.close();
        Folders.delete(home);
    }
}
