package dev.reeve.plugin.ready.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Encrypts a connection. Made when the first one is asked for, because that takes a while.
final class Tls {
    private final SSLContext context;
    private final boolean verify;

    private Tls(SSLContext context, boolean verify) {
        this.context = context;
        this.verify = verify;
    }

    /// @param verify whether certificates must be good, and be the host's
    static Tls of(boolean verify) throws IOException {
        try {
            if (verify) {
                return new Tls(SSLContext.getDefault(), true);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return new Tls(context, false);
        } catch (GeneralSecurityException none) {
            throw new IOException("this Java has no TLS", none);
        }
    }

    /// Puts it over a connection; whoever made that closes it.
    Socket over(Socket connected, Target target) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(connected, target.host(), target.port(), false);
        if (verify) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    /// Takes any certificate, because the user has said so.
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
