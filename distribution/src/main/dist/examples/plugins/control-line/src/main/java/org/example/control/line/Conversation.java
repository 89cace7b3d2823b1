package org.example.control.line;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// One client: a line, its answer, and so on, until the client says no more.
final class Conversation {
    private static final int LONGEST = 1_000;

    private final InputStream in;
    private final OutputStream out;
    private final Commands commands;

    Conversation(SocketChannel client, Commands commands) {
        this.in = new BufferedInputStream(Channels.newInputStream(client));
        this.out = Channels.newOutputStream(client);
        this.commands = commands;
    }

    void run() throws IOException, InterruptedException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                say(commands.answer(line.toString(StandardCharsets.UTF_8)));
                line.reset();
            } else if (line.size() == LONGEST) {
                say("error: a line has at most " + LONGEST + " bytes\n");
                return;
            } else {
                line.write(next);
            }
        }
    }

    private void say(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
