package dev.reeve.supervisor.core.text;

import java.util.ArrayList;
import java.util.List;

/// Splits a command line into words by the quoting rules of the POSIX shell (section 2.2), without
/// running one: nothing is expanded, and what only a shell can do is a mistake.
///
/// @param words the words, or empty where there is a mistake
/// @param mistake what is wrong, or empty
public record ShellWords(List<String> words, String mistake) {
    private static final String OPERATORS = "|&;<>()`";

    /// @param remedy what else can be done where a shell is needed
    public static ShellWords of(String line, String remedy) {
        return new Splitter(line, remedy).split();
    }

    private static ShellWords wrong(String mistake) {
        return new ShellWords(List.of(), mistake);
    }

    private static final class Splitter {
        private final String line;
        private final String remedy;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private int at;

        Splitter(String line, String remedy) {
            this.line = line;
            this.remedy = remedy;
        }

        ShellWords split() {
            while (at < line.length()) {
                char next = line.charAt(at++);
                if (" \t\r\n".indexOf(next) >= 0) {
                    endWord();
                } else if (OPERATORS.indexOf(next) >= 0) {
                    return wrong("`" + next + "` needs a shell: quote it, or " + remedy);
                } else if (!character(next)) {
                    return wrong("it has no closing " + next);
                }
            }
            endWord();
            if (words.contains("")) {
                return wrong("it holds an empty word");
            }
            return words.isEmpty() ? wrong("it is empty") : new ShellWords(List.copyOf(words), "");
        }

        private boolean character(char next) {
            inWord = true;
            switch (next) {
                case '\'', '"' -> {
                    return quoted(next);
                }
                case '\\' -> {
                    if (at < line.length() && line.charAt(at++) != '\n') {
                        word.append(line.charAt(at - 1));
                    }
                }
                default -> word.append(next);
            }
            return true;
        }

        private boolean quoted(char quote) {
            while (at < line.length()) {
                char next = line.charAt(at++);
                if (next == quote) {
                    return true;
                }
                if (next == '\\' && quote == '"' && at < line.length()) {
                    char escaped = line.charAt(at++);
                    if (escaped == '\n') {
                        continue;
                    }
                    if ("$`\"\\".indexOf(escaped) < 0) {
                        word.append('\\');
                    }
                    word.append(escaped);
                } else {
                    word.append(next);
                }
            }
            return false;
        }

        private void endWord() {
            if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
    }
}
