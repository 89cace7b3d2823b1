package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.core.text.ShellWords;

import java.util.ArrayList;
import java.util.List;

/// Reads what a process runs: `command`, or `path` and `args`, with or without a shell.
///
/// @param words the program and its arguments; empty where there is a mistake
/// @param shell whether they were one line for a shell
record CommandBinding(List<String> words, boolean shell) {
    private static final CommandBinding WRONG = new CommandBinding(List.of(), false);

    static CommandBinding of(Block block) {
        Value command = block.get("command");
        Value path = block.get("path");
        Value args = block.get("args");
        boolean shell = block.flag("shell", false);
        if (command != null && path != null) {
            path.wrong("and `command` say the same: one of them is enough");
            return WRONG;
        }
        if (command != null) {
            if (args != null) {
                args.wrong("goes with `path`; put them into `command`");
            }
            return shell ? line(command) : new CommandBinding(words(command), false);
        }
        if (path == null) {
            block.value().wrong("has no `command` (or `path` and `args`)");
            return WRONG;
        }
        if (shell) {
            path.wrong("names a program; `shell: true` goes with a `command` of one line");
            return WRONG;
        }
        List<String> words = new ArrayList<>();
        boolean good = add(words, path);
        if (args != null) {
            for (Value item : args.items()) {
                good &= add(words, item);
            }
        }
        return good ? new CommandBinding(List.copyOf(words), false) : WRONG;
    }

    private static CommandBinding line(Value command) {
        if (command.isItems()) {
            command.wrong("must be one line of text with `shell: true`");
            return WRONG;
        }
        String line = command.filled();
        return line == null ? WRONG : new CommandBinding(List.of("/bin/sh", "-c", line), true);
    }

    private static List<String> words(Value command) {
        if (command.isItems()) {
            List<String> words = new ArrayList<>();
            boolean good = true;
            for (Value item : command.items()) {
                good &= add(words, item);
            }
            if (good && words.isEmpty()) {
                command.wrong("must not be empty: a program comes first");
            }
            return good ? List.copyOf(words) : List.of();
        }
        if (command.isEntries() || command.isNothing()) {
            command.mustBe("a list of words, or one text");
            return List.of();
        }
        String line = command.filled();
        ShellWords split = line == null ? null : ShellWords.of(line, "say `shell: true`");
        if (split != null && !split.mistake().isEmpty()) {
            command.wrong("cannot be split into words: " + split.mistake());
        }
        return split == null ? List.of() : split.words();
    }

    private static boolean add(List<String> words, Value item) {
        String word = item.filled();
        if (word != null) {
            words.add(word);
        }
        return word != null;
    }
}
