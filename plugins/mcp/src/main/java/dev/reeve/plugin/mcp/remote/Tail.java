package dev.reeve.plugin.mcp.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last things a program has said beside the protocol: to people who want to know why it ended.
final class Tail {
    private static final int LINES = 5;
    private static final int LONGEST = 200;

    private final Deque<String> lines = new ArrayDeque<>();

    /// Reads to the end.
    void fill(InputStream from) {
        try (Reader reader =
                new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            var line = new StringBuilder();
            for (int read = reader.read(); read >= 0; read = reader.read()) {
                if (read == '\n') {
                    add(line.toString());
                    line.setLength(0);
                } else if (line.length() <= LONGEST) {
                    line.append((char) read);
                }
            }
            add(line.toString());
        } catch (IOException closed) {
            // It has ended, and says no more.
        }
    }

    synchronized void add(String line) {
        String plain = line.strip();
        if (plain.isEmpty()) {
            return;
        }
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /// To be put behind what has happened; empty where nothing was said.
    String said() {
        List<String> last = lines();
        return last.isEmpty() ? "" : "; it said: " + String.join(" | ", last);
    }
}
