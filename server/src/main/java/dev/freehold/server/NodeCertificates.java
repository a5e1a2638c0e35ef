package dev.freehold.server;

import dev.freehold.model.HostName;
import dev.freehold.model.SecretBox;
import dev.freehold.shelf.AuthorityFile;
import dev.freehold.shelf.CertificateShelf;
import dev.freehold.shelf.LocalCertificates;
import dev.freehold.tls.Certificates;
import java.nio.file.Path;
import java.time.Clock;

/// Where a node's certificates lie, and what of them its visitors are shown.
///
/// @param folder beside the node's key, which opens what lies there sealed
record NodeCertificates(Settings settings, Path folder, SecretBox box, Clock clock) {

    /// Beside the key of the box.
    static NodeCertificates beside(Path key, Settings settings, SecretBox box, Clock clock) {
        return new NodeCertificates(settings, key.resolveSibling("certificates"), box, clock);
    }

    CertificateShelf shelf() {
        return CertificateShelf.open(folder, box, new HostName(settings.domain()), clock);
    }

    /// Names that no authority in the world would certify get a certificate of this machine's own, which it has as
    /// soon as somebody speaks TLS here.
    Certificates shown(CertificateShelf shelf) {
        if (settings.tlsPort().isEmpty() || !LocalCertificates.areFor(settings.domain())) {
            return shelf;
        }
        var authority = new AuthorityFile(folder, box).openOrMake(settings.domain(), clock);
        return shelf.orElse(new LocalCertificates(authority, clock));
    }
}
