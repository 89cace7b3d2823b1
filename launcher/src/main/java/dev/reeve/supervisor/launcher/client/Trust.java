package dev.reeve.supervisor.launcher.client;

import dev.reeve.supervisor.launcher.Failure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// Whom to believe that they are who they say: those that the JDK believes, or those whose
/// certificates stand in a PEM file.
///
/// @param host the name that the other side must have
record Trust(SSLContext context, String host, int port) {
    static Trust of(@Nullable Path authorities, String host, int port) throws Failure {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities == null ? null : store(authorities));
            context.init(null, trust.getTrustManagers(), null);
            return new Trust(context, host, port);
        } catch (IOException | GeneralSecurityException unfit) {
            throw Failure.of(
                    Failure.WRONG_USE,
                    "cannot use --ca-file " + authorities + ": " + unfit.getMessage());
        }
    }

    private static KeyStore store(Path authorities) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream file = Files.newInputStream(authorities)) {
            int number = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                store.setCertificateEntry("authority-" + number++, each);
            }
            if (number == 0) {
                throw new IOException("there is no certificate in it");
            }
        }
        return store;
    }

    /// Shakes hands.
    ///
    /// @throws IOException if the other side is not who it should be, or speaks no TLS
    Line over(SocketChannel channel) throws IOException {
        Socket plain = channel.socket();
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters strict = socket.getSSLParameters();
        strict.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(strict);
        socket.startHandshake();
        return new Line(socket.getInputStream(), socket.getOutputStream(), channel);
    }
}
