package dev.reeve.plugin.control.http.guard;

import dev.reeve.plugin.control.http.call.Role;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which users of this machine, other than root and the one who runs the supervisor, may do what.
///
/// @param users roles by names of users
/// @param groups roles by names of groups
public record Peers(Map<String, Role> users, Map<String, Role> groups) {
    /// Nobody else.
    public static final Peers NOBODY = new Peers(Map.of(), Map.of());

    private static final String GROUP = "group:";
    private static final Path MEMBERS = Path.of("/etc/group");

    public Peers {
        users = Map.copyOf(users);
        groups = Map.copyOf(groups);
    }

    /// @param named for each role names of users, and of groups as `group:NAME`
    /// @throws IllegalArgumentException if there is no such user or group; the text is for the user
    public static Peers of(Map<Role, List<String>> named) {
        var users = new HashMap<String, Role>();
        var groups = new HashMap<String, Role>();
        named.forEach(
                (role, names) ->
                        names.forEach(
                                name -> {
                                    check(name);
                                    if (name.startsWith(GROUP)) {
                                        String bare = name.substring(GROUP.length());
                                        groups.merge(bare, role, Peers::higher);
                                    } else {
                                        users.merge(name, role, Peers::higher);
                                    }
                                }));
        return new Peers(users, groups);
    }

    private static void check(String name) {
        var directory = FileSystems.getDefault().getUserPrincipalLookupService();
        boolean group = name.startsWith(GROUP);
        String bare = group ? name.substring(GROUP.length()) : name;
        try {
            if (group) {
                directory.lookupPrincipalByGroupName(bare);
            } else {
                directory.lookupPrincipalByName(bare);
            }
        } catch (IOException unknown) {
            throw new IllegalArgumentException(
                    "`roles` names a %s that this machine does not have: `%s`"
                            .formatted(group ? "group" : "user", bare),
                    unknown);
        }
    }

    private static Role higher(Role one, Role other) {
        return one.includes(other) ? one : other;
    }

    public boolean isEmpty() {
        return users.isEmpty() && groups.isEmpty();
    }

    /// What a user may do: the highest of what is said of the user, of the group its process has,
    /// and of the groups that `/etc/group` lists it in. May block on the disk.
    ///
    /// @return `NONE` where nothing is said
    public Role role(String user, String group) throws IOException {
        Role found = higher(users.getOrDefault(user, Role.NONE), of(group));
        if (groups.isEmpty() || !Files.isReadable(MEMBERS)) {
            return found;
        }
        for (String line : Files.readAllLines(MEMBERS)) {
            // group(5): name, password, number, members
            String[] parts = line.split(":", -1);
            if (parts.length == 4 && List.of(parts[3].split(",", -1)).contains(user)) {
                found = higher(found, of(parts[0]));
            }
        }
        return found;
    }

    private Role of(String group) {
        return groups.getOrDefault(group, Role.NONE);
    }
}
