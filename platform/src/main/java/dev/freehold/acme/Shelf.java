package dev.freehold.acme;

import dev.freehold.model.CertificateStore;
import dev.freehold.model.NamePattern;
import dev.freehold.model.SecretBox;
import dev.freehold.model.ServerCertificate;
import dev.freehold.model.TeamId;
import dev.freehold.store.Certificates;
import java.util.List;
import java.util.Set;

/// The certificates that the database keeps, sealed, and those that lie at the nodes: the latter are made to be
/// as the former.
record Shelf(CertificateStore nodes, SecretBox box) {
    Certificates.Row sealed(TeamId team, NamePattern name, ServerCertificate certificate) {
        return new Certificates.Row(
                name,
                team,
                certificate.id(),
                certificate.chain(),
                box.encrypt(certificate.key(), place(team, name)),
                certificate.notBefore(),
                certificate.notAfter());
    }

    ServerCertificate opened(Certificates.Row row) {
        return new ServerCertificate(
                Set.of(row.name()),
                row.chain(),
                box.decrypt(row.sealedKey(), place(row.team(), row.name())),
                row.notBefore(),
                row.notAfter());
    }

    private static String place(TeamId team, NamePattern name) {
        return "the certificate of " + name + " of " + team;
    }

    /// Those that are missing at the nodes are put there.
    void lay(List<Certificates.Row> rows) {
        var held = nodes.held();
        rows.stream()
                .filter(row -> !held.contains(row.id()))
                .map(this::opened)
                .forEach(nodes::hold);
    }
}
