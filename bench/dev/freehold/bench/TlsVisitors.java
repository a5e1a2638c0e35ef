package dev.freehold.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Visitors who come by TLS, ask once and go. They believe every certificate: what is measured is the server's part.
final class TlsVisitors {
    private static final TrustManager[] EVERYBODY = {new Everybody()};

    private final int port;
    private final String protocol;

    TlsVisitors(int port, String protocol) {
        this.port = port;
        this.protocol = protocol;
    }

    /// So many, one after the other, each for the first time.
    void come(int count, String host) throws Exception {
        for (int i = 0; i < count; i++) {
            visit(context(), host);
        }
    }

    /// The same one again and again, who keeps what he was given.
    void comeBack(int count, String host) throws Exception {
        var context = context();
        for (int i = 0; i < count; i++) {
            visit(context, host);
        }
    }

    /// A handshake alone, by a stranger: in milliseconds.
    double handshake(String host) throws Exception {
        var context = context();
        long start = System.nanoTime();
        try (var socket = connect(context, host)) {
            socket.startHandshake();
            return Figures.since(start);
        }
    }

    private void visit(SSLContext context, String host) throws IOException {
        try (var socket = connect(context, host)) {
            var request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            if (socket.getInputStream().readAllBytes().length == 0) {
                throw new IOException("no answer");
            }
        }
    }

    private SSLSocket connect(SSLContext context, String host) throws IOException {
        var plain = new Socket();
        plain.setTcpNoDelay(true);
        plain.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        socket.setSoTimeout(30_000);
        socket.setEnabledProtocols(new String[] {protocol});
        var parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static SSLContext context() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, EVERYBODY, null);
        return context;
    }

    private static final class Everybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
