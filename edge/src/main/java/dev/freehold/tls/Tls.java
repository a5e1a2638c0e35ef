package dev.freehold.tls;

import dev.freehold.model.Secret;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.time.Clock;
import java.util.List;

/// Lets an HTTP server speak TLS: each visitor is shown the certificate of the name that he asks for.
///
/// Vert.x would keep sixteen certificates by name until it is told of a change, and read them one at a time. It is
/// given one that it never sees shown, and what comes first on a connection is ours:
///
/// ```
/// Doorway → ChooseCertificate → (Netty's) SslHandler → HTTP
///            reads the name,     with the certificate
///            finds who it is
/// ```
///
/// Safe for concurrent use; the loops of an edge share it.
public final class Tls implements AutoCloseable {
    /// Nobody negotiates the last one; who speaks it is answered all the same.
    private static final List<HttpVersion> VERSIONS =
            List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1, HttpVersion.HTTP_1_0);

    private final TlsSettings settings;
    private final ReadyCertificates ready;
    private final FrontDoor door;

    /// Loads BoringSSL: nobody who speaks no TLS pays for it.
    ///
    /// @param seal to the sessions that visitors keep: the same after a restart, and at every edge
    public Tls(TlsSettings settings, Secret seal, Certificates certificates, Clock clock) {
        this.settings = settings;
        this.ready = new ReadyCertificates(settings.kept(), new TicketKeys(seal, clock));
        var replies = new Replies(certificates, ready);
        var handshakes = new Handshakes(settings.handshakes());
        this.door =
                FrontDoor.leadingTo(
                        () -> new ChooseCertificate(replies, handshakes, settings.handshake()));
    }

    /// The same server, on the port of TLS.
    public HttpServerOptions on(HttpServerOptions plain) {
        return new HttpServerOptions(plain)
                .setPort(settings.port())
                .setSsl(true)
                .setUseAlpn(true)
                .setAlpnVersions(VERSIONS)
                .setSslEngineOptions(new DoorOptions(door))
                .setKeyCertOptions(new NoKey());
    }

    @Override
    public void close() {
        ready.close();
        door.release();
    }
}
