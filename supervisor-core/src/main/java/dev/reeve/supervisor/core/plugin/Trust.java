package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.BROKEN_ARCHIVE;
import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.UNTRUSTED;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/// Which plugins may be used at all. What is not trusted is not even unpacked.
public final class Trust {
    /// Every plugin that lies in the folder.
    public static final Trust ANY = new Trust(Set.of(), List.of(), null, true);

    /// What a signature is made of, and so cannot itself be signed.
    private static final Pattern OF_SIGNATURE =
            Pattern.compile("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(SF|DSA|RSA|EC))");

    private final Set<String> sums;
    private final List<Certificate> signers;
    private final @Nullable Path bundled;
    private final boolean all;

    private Trust(
            Set<String> sums, List<Certificate> signers, @Nullable Path bundled, boolean all) {
        this.sums = sums;
        this.signers = signers;
        this.bundled = bundled;
        this.all = all;
    }

    /// Those with one of these checksums, and those that one of these has signed.
    ///
    /// @param sums SHA-256 of JARs or zips, in hexadecimal
    /// @param certificates files with X.509 certificates, PEM or DER
    /// @param bundled the folder of the distribution's plugins, which are trusted; null for none
    /// @throws IOException where a certificate cannot be read; the message names it
    public static Trust in(
            Collection<String> sums, Collection<Path> certificates, @Nullable Path bundled)
            throws IOException {
        Set<String> known = new HashSet<>();
        sums.forEach(sum -> known.add(sum.toLowerCase(Locale.ROOT)));
        List<Certificate> signers = new ArrayList<>();
        for (Path file : certificates) {
            try (InputStream in = Files.newInputStream(file)) {
                signers.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
            } catch (CertificateException bad) {
                throw new IOException(file + " has no certificate: " + bad.getMessage(), bad);
            } catch (IOException unreadable) {
                throw new IOException(
                        "cannot read the certificate " + file + ": " + unreadable.getMessage(),
                        unreadable);
            }
        }
        return new Trust(known, signers, bundled, false);
    }

    /// Nothing where a plugin may be used.
    ///
    /// @param origin the file in the plugins folder
    /// @param copy the file as it will be used, which nobody else can write to
    void check(Path origin, Path copy) throws PluginFailure, IOException {
        if (all || (bundled != null && bundled.equals(origin.getParent()))) {
            return;
        }
        if (Files.isDirectory(copy)) {
            throw new PluginFailure(
                    UNTRUSTED, "a folder has no checksum: pack it as a zip, or sign its JAR");
        }
        String sum = PluginCheck.sha256(copy);
        if (!sums.contains(sum) && !isSigned(copy)) {
            throw new PluginFailure(
                    UNTRUSTED,
                    "is not trusted: `plugins.trust` has neither its sha256 "
                            + sum
                            + " nor the certificate of who has signed all of it");
        }
    }

    private boolean isSigned(Path copy) throws PluginFailure, IOException {
        if (signers.isEmpty()) {
            return false;
        }
        boolean any = false;
        try (JarFile jar = new JarFile(copy.toFile(), true)) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.isDirectory() || OF_SIGNATURE.matcher(entry.getName()).matches()) {
                    continue;
                }
                try (InputStream in = jar.getInputStream(entry)) {
                    // The signers are known, and what was changed is found, when all was read.
                    in.transferTo(OutputStream.nullOutputStream());
                }
                if (!isSigner(entry.getCodeSigners())) {
                    return false;
                }
                any = true;
            }
        } catch (SecurityException changed) {
            throw new PluginFailure(
                    UNTRUSTED, "was changed after it was signed: " + changed.getMessage());
        } catch (java.util.zip.ZipException broken) {
            throw new PluginFailure(
                    BROKEN_ARCHIVE, "not a readable JAR: " + PluginFailure.message(broken));
        }
        return any;
    }

    private boolean isSigner(CodeSigner[] found) {
        if (found == null) {
            return false;
        }
        for (CodeSigner signer : found) {
            // Only whose key it is: nobody has checked what the certificates above it say.
            if (signers.contains(signer.getSignerCertPath().getCertificates().getFirst())) {
                return true;
            }
        }
        return false;
    }
}
