package dev.reeve.plugin.control.http.guard;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// By what a server shows who it is: a certificate, with those that vouch for it behind it, and its
/// key. Both files are PEM (RFC 7468).
///
/// @param certificate the file of the certificates, the server's own first
/// @param key the file of the key, as PKCS #8 without a password
public record Certificate(Path certificate, Path key) {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

    private static final long LARGEST = 1024 * 1024;

    /// @throws IOException if there is no certificate to be had; the text is for the user and holds
    ///     nothing of the key
    public SSLContext read() throws IOException {
        X509Certificate[] chain = chain();
        PrivateKey secret = secret(chain[0]);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("reeve", secret, new char[0], chain);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException unfit) {
            throw cannot(certificate, String.valueOf(unfit.getMessage()));
        }
    }

    private X509Certificate[] chain() throws IOException {
        byte[] text = text(certificate);
        try {
            X509Certificate[] chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(text))
                            .toArray(new X509Certificate[0]);
            if (chain.length > 0) {
                return chain;
            }
        } catch (GeneralSecurityException | ArrayStoreException notOne) {
            // Said below.
        }
        throw cannot(certificate, "there is no certificate in it, as PEM");
    }

    private PrivateKey secret(X509Certificate own) throws IOException {
        Matcher found = PKCS8.matcher(new String(text(key), StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw cannot(
                    key,
                    "there is no `-----BEGIN PRIVATE KEY-----` in it (`openssl pkcs8 -topk8"
                            + " -nocrypt` makes one of other forms)");
        }
        String algorithm = own.getPublicKey().getAlgorithm();
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
            PrivateKey secret =
                    KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (fits(secret, own, algorithm)) {
                return secret;
            }
        } catch (InvalidKeySpecException | IllegalArgumentException notOfThisKind) {
            // Said below.
        } catch (GeneralSecurityException unknown) {
            throw cannot(certificate, "a key of the kind " + algorithm + " is of no use here");
        }
        throw cannot(key, "it is not the key of the certificate in `" + certificate + "`");
    }

    private static boolean fits(PrivateKey secret, X509Certificate own, String algorithm)
            throws GeneralSecurityException {
        byte[] trial = "reeve".getBytes(StandardCharsets.US_ASCII);
        Signature signature =
                Signature.getInstance(
                        switch (algorithm) {
                            case "RSA" -> "SHA256withRSA";
                            case "EC" -> "SHA256withECDSA";
                            default -> algorithm;
                        });
        signature.initSign(secret);
        signature.update(trial);
        byte[] signed = signature.sign();
        signature.initVerify(own.getPublicKey());
        signature.update(trial);
        return signature.verify(signed);
    }

    private static byte[] text(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw cannot(file, "over 1 MiB");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw cannot(file, "there is no such file");
        } catch (java.nio.file.AccessDeniedException denied) {
            throw cannot(file, "permission denied");
        }
    }

    private static IOException cannot(Path file, String why) {
        return new IOException("cannot serve by TLS with `" + file + "`: " + why);
    }
}
