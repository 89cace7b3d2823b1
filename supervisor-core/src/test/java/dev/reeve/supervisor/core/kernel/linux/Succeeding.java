package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.model.Work.ProcessSettings;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.ChildEvent;
import dev.reeve.supervisor.core.kernel.Spawn;
import dev.reeve.supervisor.core.kernel.SpawnRequest;
import dev.reeve.supervisor.core.time.TimeSource;

import org.slf4j.Logger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

/// A program that spawns children and becomes another one: itself, which adopts them, or what it is
/// told to.
///
/// `first FOLDER SCRIPT…` spawns the scripts and becomes `second FOLDER PID:START…`, which prints
/// its pid and how each of them ended. `become COMMAND…` becomes the command.
final class Succeeding {
    private Succeeding() {}

    public static void main(String[] arguments) throws Exception {
        var rest = List.of(arguments).subList(1, arguments.length);
        var kernel = new LinuxKernel(TimeSource.system());
        switch (arguments[0]) {
            case "first" -> first(kernel, rest);
            case "second" -> second(kernel, rest);
            default -> kernel.become(rest, Map.of("A", "b c"));
        }
    }

    static List<String> command(String... arguments) {
        var path = new StringBuilder(folder("classes") + ":" + folder("test-classes"));
        for (Class<?> type : List.of(Signal.class, Logger.class)) {
            path.append(':')
                    .append(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        }
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                path.toString(),
                                Succeeding.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path folder(String name) {
        return Path.of("target", name).toAbsolutePath();
    }

    private static void first(LinuxKernel kernel, List<String> arguments) throws IOException {
        Path folder = Path.of(arguments.getFirst());
        var next = new ArrayList<>(command("second", arguments.getFirst()));
        System.out.println(ProcessHandle.current().pid());
        for (String script : arguments.subList(1, arguments.size())) {
            var request =
                    new SpawnRequest(
                            List.of("/bin/sh", "-c", script),
                            folder,
                            Map.of("PATH", "/usr/bin:/bin", "REEVE_RUN", "abc:web:" + next.size()),
                            ProcessSettings.NONE,
                            folder.resolve("out"),
                            folder.resolve("out"));
            kernel.spawn(
                    request, child -> next.add(child.pid() + ":" + child.startTime()), told -> {});
        }
        kernel.become(next, Map.of());
    }

    private static void second(LinuxKernel kernel, List<String> arguments)
            throws InterruptedException {
        System.out.println(ProcessHandle.current().pid());
        for (String name : arguments.subList(1, arguments.size())) {
            String[] parts = name.split(":");
            var request =
                    new AdoptRequest(
                            Long.parseLong(parts[0]),
                            Long.parseLong(parts[1]),
                            Instant.now(),
                            null);
            System.out.println(end(kernel, request));
        }
        System.exit(0);
    }

    /// Waits until nothing is left of it.
    private static String end(LinuxKernel kernel, AdoptRequest request)
            throws InterruptedException {
        var told = new LinkedBlockingQueue<ChildEvent>();
        Spawn spawn = kernel.adopt(request, child -> {}, told::add);
        if (!(spawn instanceof Spawn.Spawned(Child child))
                || !(told.take() instanceof ChildEvent.Ended(Exit exit, boolean leftovers))) {
            return spawn.toString();
        }
        if (leftovers) {
            child.kill();
            ChildEvent _ = told.take();
        }
        return exit.words() + (leftovers ? ", something was left" : "");
    }
}
