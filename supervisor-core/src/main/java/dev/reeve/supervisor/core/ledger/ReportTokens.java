package dev.reeve.supervisor.core.ledger;

import dev.reeve.supervisor.core.record.Disk;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Consumer;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The tokens by which programs of services may report about themselves: the service's name, and a
/// signature of it. Their key lies in the state directory, so they hold over restarts of the
/// supervisor, as long as what runs by them does.
public final class ReportTokens {
    private static final String FILE = "report.key";
    private static final int BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] key;

    private ReportTokens(byte[] key) {
        this.key = key;
    }

    /// Takes the key of the state directory, or makes one. Blocks for the disk.
    ///
    /// @param trouble is told where it cannot be kept: then tokens hold for this supervisor only
    public static ReportTokens in(Path state, Consumer<String> trouble) {
        Disk disk = Disk.system();
        String kept = SmallFile.read(disk, state.resolve(FILE));
        if (kept.length() == 2 * BYTES && kept.chars().allMatch(HexFormat::isHexDigit)) {
            return new ReportTokens(HEX.parseHex(kept));
        }
        var key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try {
            SmallFile.write(disk, state, FILE, HEX.formatHex(key));
        } catch (IOException failure) {
            trouble.accept("cannot write `" + FILE + "`: " + failure.getMessage());
        }
        return new ReportTokens(key);
    }

    /// The token of a service.
    public String of(String service) {
        return service + "." + HEX.formatHex(sign(service));
    }

    /// Whose token it is, or null. Takes as long for a wrong one as for a right one.
    public @Nullable String service(String token) {
        int dot = token.lastIndexOf('.');
        if (dot <= 0 || token.length() - dot - 1 != 2 * BYTES) {
            return null;
        }
        String service = token.substring(0, dot);
        byte[] right = HEX.formatHex(sign(service)).getBytes(StandardCharsets.US_ASCII);
        byte[] shown = token.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(right, shown) ? service : null;
    }

    private byte[] sign(String service) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(service.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
