package dev.reeve.plugin.mcp.gather;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/// The names under which the things of many servers are offered: `SERVER_NAME`.
///
/// A name, once given, stays with what it was given to for as long as this lives: `a` may have a
/// tool `b_c`, and `a_b` one called `c`, and nobody shall reach the one who means the other,
/// whichever of the two comes first, or goes.
final class Names {
    /// What the protocol lets a tool be called.
    private static final int LONGEST = 128;

    private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9_.-]");
    private static final int SUFFIX = 8;

    private final String separator;
    private final Map<Owner, String> names = new HashMap<>();
    private final Map<String, Owner> owners = new HashMap<>();

    Names(String separator) {
        this.separator = separator;
    }

    /// What a name stands for.
    ///
    /// @param server the name of the service
    /// @param name the server's own name of the thing
    record Owner(String server, String name) {}

    synchronized String of(String server, String name) {
        var owner = new Owner(server, name);
        String given = names.get(owner);
        if (given != null) {
            return given;
        }
        String wanted = server + separator + FORBIDDEN.matcher(name).replaceAll("_");
        String free =
                wanted.length() <= LONGEST && !owners.containsKey(wanted)
                        ? wanted
                        : told(wanted, owner);
        names.put(owner, free);
        owners.put(free, owner);
        return free;
    }

    synchronized @Nullable Owner owner(String name) {
        return owners.get(name);
    }

    /// Whether a name, though never given, looks like one of this server.
    boolean looksLike(String name, String server) {
        return name.startsWith(server + separator);
    }

    /// The same name for the same thing, also in another run of the supervisor.
    private static String told(String wanted, Owner owner) {
        String cut = wanted.substring(0, Math.min(wanted.length(), LONGEST - SUFFIX - 1));
        return cut + "_" + digest(owner.server() + "\0" + owner.name()).substring(0, SUFFIX);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
