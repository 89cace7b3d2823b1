package dev.reeve.plugin.session.community;

import dev.reeve.plugin.session.community.CommunityOptions.AuthType;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The definition of a server that is launched, as a service of the supervisor. A token stands in
/// its environment only, in a variable whose name hides it wherever the definition is shown; not
/// among the arguments of a program.
///
/// @param name the service's name
/// @param token what opens the server, or null
/// @param container the file that gets the number of the container
record Blueprint(
        String name, Launch launch, AuthType auth, @Nullable String token, Path container) {
    /// Where a server is told on which port to listen.
    static final String PORT = "DEEPHAVEN_PORT";

    /// Where a server is told which key to let in.
    static final String TOKEN = "DEEPHAVEN_PSK_TOKEN";

    /// What Deephaven's own start scripts tell the JVM.
    private static final String OPTIONS = "START_OPTS";

    /// The port within a container.
    private static final String INSIDE = "10000";

    private static final String LOOPBACK = "127.0.0.1";
    private static final List<Integer> ANSWERS = List.of(200, 204, 301, 302, 303, 307, 308);

    Map<String, Object> at(int port) {
        boolean contained = launch.image().isPresent();
        Map<String, String> environment = environment(port, contained);
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("host", LOOPBACK);
        http.put("port", port);
        http.put("path", launch.path());
        http.put("accept", ANSWERS);
        http.put("own", !contained);
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("http", http);
        ready.put("timeout", launch.timeout().toMillis() + "ms");
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("name", name);
        definition.put("description", "the server that a session has launched for itself");
        definition.put(
                "command", contained ? run(port, environment) : launch.command().orElseThrow());
        definition.put("environment", environment);
        definition.put("autostart", false);
        definition.put("ready", ready);
        definition.put("restart", "never");
        return definition;
    }

    private Map<String, String> environment(int port, boolean contained) {
        Map<String, String> all = new LinkedHashMap<>();
        List<String> options = new ArrayList<>();
        launch.heap().ifPresent(heap -> options.add("-Xmx" + heap));
        all.put(PORT, contained ? INSIDE : Integer.toString(port));
        if (token != null) {
            all.put(TOKEN, token);
        }
        if (contained && token != null) {
            options.add("-Dauthentication.psk=" + token);
        }
        if (contained && auth == AuthType.ANONYMOUS) {
            options.add("-DAuthHandlers=io.deephaven.auth.AnonymousAuthenticationHandler");
        }
        if (!options.isEmpty()) {
            all.put(OPTIONS, String.join(" ", options));
        }
        all.putAll(launch.environment());
        return all;
    }

    /// Variables are given to the container by their names; their values stay in the environment.
    private List<String> run(int port, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(launch.engine());
        command.addAll(List.of("run", "--rm", "--cidfile", container.toString()));
        command.addAll(List.of("-p", "%s:%d:%s".formatted(LOOPBACK, port, INSIDE)));
        for (String variable : environment.keySet()) {
            command.addAll(List.of("-e", variable));
        }
        command.add(launch.image().orElseThrow());
        command.addAll(launch.arguments());
        return command;
    }
}
