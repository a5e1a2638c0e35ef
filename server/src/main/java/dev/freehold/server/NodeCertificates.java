package dev.freehold.server;

import dev.freehold.model.HostName;
import dev.freehold.model.Secret;
import dev.freehold.shelf.AuthorityFile;
import dev.freehold.shelf.CertificateShelf;
import dev.freehold.shelf.LocalCertificates;
import dev.freehold.store.Vault;
import dev.freehold.tls.Certificates;
import java.nio.file.Path;
import java.time.Clock;

/// Where a node's certificates lie, and what of them its visitors are shown.
///
/// @param folder beside the node's key, which opens what lies there sealed
record NodeCertificates(Settings settings, Path folder, Secret seal, Clock clock) {

    NodeCertificates(Settings settings, Path key, Vault vault, Clock clock) {
        this(
                settings,
                key.resolveSibling("certificates"),
                vault.derived("private keys of certificates"),
                clock);
    }

    CertificateShelf shelf() {
        return CertificateShelf.open(folder, seal, new HostName(settings.domain()), clock);
    }

    /// Names that no authority in the world would certify get a certificate of this machine's own, which it has as
    /// soon as somebody speaks TLS here.
    Certificates shown(CertificateShelf shelf) {
        if (settings.tlsPort().isEmpty() || !LocalCertificates.areFor(settings.domain())) {
            return shelf;
        }
        var authority = new AuthorityFile(folder, seal).openOrMake(settings.domain(), clock);
        return shelf.orElse(new LocalCertificates(authority, clock));
    }
}
