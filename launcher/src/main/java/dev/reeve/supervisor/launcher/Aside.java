package dev.reeve.supervisor.launcher;

import dev.reeve.supervisor.launcher.verb.Version;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// What nobody types: shells ask what may come next, and the build asks for the manual page.
final class Aside {
    private static final String MANUAL = "manual-page";

    /// The words that begin such a question.
    static final Set<String> VERBS = Set.of(Completer.VERB, MANUAL);

    private Aside() {}

    static int run(Surroundings around, String... arguments) {
        List<String> words = Arrays.asList(arguments).subList(1, arguments.length);
        var reeve = new Reeve(around);
        if (arguments[0].equals(MANUAL)) {
            String date = words.isEmpty() ? "" : words.getFirst();
            around.out()
                    .print(new ManPage(Main.commandLine(around, reeve)).text(Version.own(), date));
            return 0;
        }
        String[] typed = words.toArray(String[]::new);
        // One that is still being written may be the beginning of another verb.
        boolean whole = typed.length > 1;
        var line = Main.commandLine(around, reeve, whole ? typed : new String[0]);
        new Completer(reeve, line, words).lines().forEach(around.out()::println);
        return 0;
    }
}
