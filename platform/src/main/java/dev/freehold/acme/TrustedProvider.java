package dev.freehold.acme;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;

/// Reaches an authority whose own address is trusted by roots that the owner names: one of a company, or of a test.
final class TrustedProvider extends AbstractAcmeProvider {
    private final String roots;

    TrustedProvider(String roots) {
        this.roots = roots;
    }

    @Override
    public boolean accepts(URI server) {
        return true;
    }

    @Override
    public URL resolve(URI server) {
        try {
            return server.toURL();
        } catch (IOException e) {
            throw new IllegalStateException("the settings hold a whole address", e);
        }
    }

    @Override
    public HttpClient createHttpClient(NetworkSettings network) {
        return HttpClient.newBuilder()
                .connectTimeout(network.getTimeout())
                .sslContext(context())
                .build();
    }

    private SSLContext context() {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var certificates = Pem.certificates(roots);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("root-" + i, certificates.get(i));
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has these", e);
        }
    }
}
