package dev.reeve.plugin.mcp.gather;

import dev.reeve.plugin.mcp.remote.Remote;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The servers that are connected, by the names of their services. A session is asked for and comes
/// later, so it may come for a run that is over by then; such a one is not let in.
final class Members implements AutoCloseable {
    private final Runnable changed;
    private final Map<String, Integer> expected = new HashMap<>();
    private final Map<String, Member> members = new TreeMap<>();

    /// @param following what ends the following of its changes
    private record Member(Remote remote, AutoCloseable following) {}

    /// @param changed called after each change; must not block
    Members(Runnable changed) {
        this.changed = changed;
    }

    /// Those that run now, by their runs. Others are let go.
    ///
    /// @return those whose sessions are to be asked for
    Map<String, Integer> expect(Map<String, Integer> running) {
        boolean gone = false;
        Map<String, Integer> come = new HashMap<>(running);
        synchronized (this) {
            for (Map.Entry<String, Integer> before : Map.copyOf(expected).entrySet()) {
                String name = before.getKey();
                if (before.getValue().equals(running.get(name))) {
                    come.remove(name);
                } else {
                    expected.remove(name);
                    Member member = members.remove(name);
                    if (member != null) {
                        end(member);
                        gone = true;
                    }
                }
            }
            expected.putAll(come);
        }
        if (gone) {
            changed.run();
        }
        return come;
    }

    /// Lets one in, if it is still expected.
    void join(String name, int run, Remote remote) {
        synchronized (this) {
            Integer wanted = expected.get(name);
            if (wanted == null || wanted != run) {
                return;
            }
            Member before = members.put(name, new Member(remote, remote.follow(changed)));
            if (before != null) {
                end(before);
            }
        }
        changed.run();
    }

    synchronized @Nullable Remote find(String name) {
        Member member = members.get(name);
        return member == null ? null : member.remote();
    }

    /// All of them, in the order of their names.
    synchronized Map<String, Remote> all() {
        Map<String, Remote> all = new TreeMap<>();
        members.forEach((name, member) -> all.put(name, member.remote()));
        return all;
    }

    @Override
    public synchronized void close() {
        expected.clear();
        members.values().forEach(Members::end);
        members.clear();
    }

    private static void end(Member member) {
        try {
            member.following().close();
        } catch (Exception impossible) {
            throw new IllegalStateException("to look away cannot fail", impossible);
        }
    }
}
