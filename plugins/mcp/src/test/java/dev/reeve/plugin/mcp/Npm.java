package dev.reeve.plugin.mcp;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The servers and clients of other people, installed below `target` where npm can get them.
final class Npm {
    private static final List<String> PACKAGES =
            List.of(
                    "@modelcontextprotocol/server-everything@2026.8.31",
                    "@modelcontextprotocol/inspector@2.12.0");

    private Npm() {}

    /// A program of theirs. Whoever asks for it is skipped where it cannot be had.
    static synchronized String program(String name) throws Exception {
        Path folder = Path.of("target", "npm").toAbsolutePath();
        Path program = folder.resolve("node_modules/.bin").resolve(name);
        if (!Files.isExecutable(program)) {
            install(folder);
        }
        Assumptions.assumeTrue(Files.isExecutable(program), "npm did not install " + name);
        return program.toString();
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var command =
                new ArrayList<>(
                        List.of(
                                "npm",
                                "install",
                                "--prefix",
                                folder.toString(),
                                "--no-audit",
                                "--no-fund",
                                "--fetch-retries=0"));
        command.addAll(PACKAGES);
        try {
            Process npm =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("install.log").toFile())
                            .start();
            boolean done = npm.waitFor(3, TimeUnit.MINUTES);
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly();
            Assumptions.assumeTrue(
                    done && npm.exitValue() == 0, "npm cannot install; see " + folder);
        } catch (IOException noNpm) {
            Assumptions.abort("there is no npm: " + noNpm.getMessage());
        }
    }

    /// What the inspector's command line says of an endpoint.
    static String inspect(String url, String... arguments) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(program("mcp-inspector"), "--cli", url, "--transport", "http"));
        command.addAll(List.of(arguments));
        Process inspector = new ProcessBuilder(command).redirectErrorStream(true).start();
        inspector.getOutputStream().close();
        return new String(inspector.getInputStream().readAllBytes());
    }
}
