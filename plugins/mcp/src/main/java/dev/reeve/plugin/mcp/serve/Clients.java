package dev.reeve.plugin.mcp.serve;

import io.modelcontextprotocol.spec.McpStreamableServerSession;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The clients that have been greeted. Few of them say when they leave, so there is room for so
/// many; a new one takes the place of the one that has been silent for the longest time and does
/// not listen, which is then told to greet again.
final class Clients {
    private static final int ROOM = 1000;

    private final Map<String, McpStreamableServerSession> sessions =
            new LinkedHashMap<>(16, 0.75f, true);

    synchronized void add(McpStreamableServerSession session) throws Refusal {
        if (sessions.size() >= ROOM) {
            McpStreamableServerSession silent = silent();
            if (silent == null) {
                throw new Refusal(503, "there are too many clients");
            }
            silent.close();
        }
        sessions.put(session.getId(), session);
    }

    private @Nullable McpStreamableServerSession silent() {
        Iterator<McpStreamableServerSession> oldestFirst = sessions.values().iterator();
        while (oldestFirst.hasNext()) {
            McpStreamableServerSession session = oldestFirst.next();
            if (!session.hasOpenStream()) {
                oldestFirst.remove();
                return session;
            }
        }
        return null;
    }

    synchronized @Nullable McpStreamableServerSession find(@Nullable String id) {
        return id == null ? null : sessions.get(id);
    }

    synchronized @Nullable McpStreamableServerSession remove(@Nullable String id) {
        return id == null ? null : sessions.remove(id);
    }

    synchronized List<McpStreamableServerSession> all() {
        return new ArrayList<>(sessions.values());
    }
}
