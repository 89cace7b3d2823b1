package dev.reeve.plugin.session.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Whose certificates are trusted.
final class Trust {
    private Trust() {}

    /// @throws IllegalArgumentException where there is no such file; the text is for the user
    static void mustBeThere(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("`ca_file` cannot be read: " + file);
        }
    }

    /// A context that trusts what is signed by the certificates in a file, and nobody else.
    ///
    /// @throws IOException where the file cannot be read, or holds none
    static SSLContext of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, one);
            }
            if (count == 0) {
                throw new IOException("`ca_file` holds no certificate: " + file);
            }
            var managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException bad) {
            throw new IOException("`ca_file` cannot be read: " + bad.getMessage(), bad);
        }
    }
}
