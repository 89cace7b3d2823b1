package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.model.Work.ProcessSettings;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Who a process is to run as, in numbers.
///
/// @param groups its supplementary groups
record Identity(int user, int group, List<Integer> groups) {
    Identity {
        groups = List.copyOf(groups);
    }

    // struct passwd and struct group of glibc on 64-bit machines.
    private static final int PASSWD_NAME = 0;
    private static final int PASSWD_UID = 16;
    private static final int PASSWD_GID = 20;
    private static final int GROUP_GID = 16;
    private static final int ENTRY = 32;
    private static final int MOST_GROUPS = 1024;

    /// Whom a process is to run as, or null where it is to run as we do.
    ///
    /// @throws Unknown where there is no such user or group
    static @Nullable Identity wanted(ProcessSettings settings) throws Unknown {
        if (settings.user() == null && settings.group() == null) {
            return null;
        }
        Identity wanted = of(settings.user(), settings.group());
        int user = (int) Libc.system(Abi.GETEUID, 0);
        int group = (int) Libc.system(Abi.GETEGID, 0);
        // Who is not root may still say who they are.
        return user != 0 && wanted.user == user && wanted.group == group ? null : wanted;
    }

    /// The number of a user by name or number, or null where there is none.
    static synchronized @Nullable Long user(String name) {
        Integer number = number(name);
        if (number != null) {
            return (long) number;
        }
        MemorySegment entry = entry("getpwnam", Scratch.mine().path(name));
        return entry == null ? null : (long) entry.get(ValueLayout.JAVA_INT, PASSWD_UID);
    }

    /// Looks a user and a group up by name or number.
    ///
    /// The group is the given one, or the user's own; the supplementary groups are the user's. A
    /// number without an entry in the user database is taken as it is, and then needs a group
    /// beside it.
    ///
    /// @throws Unknown where there is none of this name
    private static synchronized Identity of(@Nullable String user, @Nullable String group)
            throws Unknown {
        // Only one thread at a time: these functions give away memory that the next call reuses.
        if (user == null) {
            int gid = group(group == null ? "" : group);
            return new Identity((int) Libc.system(Abi.GETEUID, 0), gid, List.of(gid));
        }
        Integer number = number(user);
        MemorySegment entry =
                number == null
                        ? entry("getpwnam", Scratch.mine().path(user))
                        : entry("getpwuid", number);
        if (entry == null) {
            if (number == null) {
                throw new Unknown("there is no user `" + user + "`");
            }
            if (group == null) {
                throw new Unknown("user " + user + " has no entry, so its group must be given");
            }
            int gid = group(group);
            return new Identity(number, gid, List.of(gid));
        }
        int uid = entry.get(ValueLayout.JAVA_INT, PASSWD_UID);
        int own = entry.get(ValueLayout.JAVA_INT, PASSWD_GID);
        String name = Libc.text(entry.get(ValueLayout.JAVA_LONG, PASSWD_NAME));
        int gid = group == null ? own : group(group);
        return new Identity(uid, gid, groups(name, gid));
    }

    private static int group(String name) throws Unknown {
        Integer number = number(name);
        if (number != null) {
            return number;
        }
        MemorySegment entry = entry("getgrnam", Scratch.mine().path(name));
        if (entry == null) {
            throw new Unknown("there is no group `" + name + "`");
        }
        return entry.get(ValueLayout.JAVA_INT, GROUP_GID);
    }

    private static List<Integer> groups(String user, int group) {
        Scratch scratch = Scratch.mine();
        int counter = Scratch.ROOM;
        int list = Scratch.ROOM + 8;
        scratch.bytes.putInt(counter, MOST_GROUPS);
        long result =
                Libc.call(
                        Libc.function("getgrouplist"),
                        scratch.path(user),
                        group,
                        scratch.room() + 8,
                        scratch.room(),
                        0,
                        0);
        if ((int) result < 0) {
            return List.of(group);
        }
        int count = scratch.bytes.getInt(counter);
        var groups = new ArrayList<Integer>(count);
        for (int index = 0; index < count; index++) {
            groups.add(scratch.bytes.getInt(list + index * Integer.BYTES));
        }
        return groups;
    }

    private static @Nullable MemorySegment entry(String function, long key) {
        long address = Libc.call(Libc.function(function), key, 0, 0);
        return address == 0 ? null : Libc.memory(address, ENTRY);
    }

    private static @Nullable Integer number(String text) {
        try {
            int number = Integer.parseInt(text);
            return number < 0 ? null : number;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /// There is no such user or group.
    static final class Unknown extends Exception {
        private static final long serialVersionUID = 1;

        Unknown(String text) {
            super(text);
        }
    }
}
