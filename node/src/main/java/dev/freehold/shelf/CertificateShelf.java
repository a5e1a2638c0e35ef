package dev.freehold.shelf;

import dev.freehold.model.CertificateStore;
import dev.freehold.model.Challenge;
import dev.freehold.model.Digest;
import dev.freehold.model.HostName;
import dev.freehold.model.SecretBox;
import dev.freehold.model.ServerCertificate;
import dev.freehold.tls.Certificates;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificates of a node, on its disk: the control plane puts them there, the edge takes them, and neither
/// waits for the other. What a name is shown is found in memory; the certificate itself is only read when the
/// edge has not got it any more.
///
/// The files are the truth. The index beside them saves reading each at start, and is never believed where they
/// say otherwise. Safe for concurrent use: changes come one after the other, and looking up never waits for them.
public final class CertificateShelf implements CertificateStore, Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateShelf.class);

    private final CertificateFiles files;
    private final IndexFile indexFile;
    private final Index index = new Index();
    private final Challenges challenges = new Challenges();
    private final HostName ownDomain;
    private final Clock clock;

    private CertificateShelf(CertificateFiles files, HostName ownDomain, Clock clock) {
        this.files = files;
        this.indexFile = new IndexFile(files.sibling("index"));
        this.ownDomain = ownDomain;
        this.clock = clock;
    }

    /// Makes the folder where there is none.
    ///
    /// @param box seals the private keys; without it they can't be read again
    /// @param ownDomain whose certificate is shown to visitors that name no host
    public static CertificateShelf open(
            Path folder, SecretBox box, HostName ownDomain, Clock clock) {
        var files = new CertificateFiles(folder, box);
        files.makeFolder();
        var shelf = new CertificateShelf(files, ownDomain, clock);
        shelf.load();
        return shelf;
    }

    private void load() {
        var there = files.list();
        var known = indexFile.read();
        known.stream().filter(entry -> there.contains(entry.id())).forEach(index::add);
        there.stream().filter(id -> !index.has(id)).forEach(this::readAnew);
        if (index.entries().size() != known.size()) {
            indexFile.replace(index.entries());
        }
    }

    /// One that can't be read must not keep the others from being shown.
    private void readAnew(Digest id) {
        try {
            index.add(Entry.of(files.read(id)));
        } catch (RuntimeException e) {
            LOG.error("leaves a certificate on the shelf id={}", id, e);
        }
    }

    @Override
    public Set<Digest> held() {
        return index.entries().stream().map(Entry::id).collect(Collectors.toSet());
    }

    /// How many are of no use any more, and are still shown where there is nothing else.
    public long expired() {
        var now = clock.instant();
        return index.entries().stream().filter(entry -> entry.isExpiredAt(now)).count();
    }

    @Override
    public synchronized void hold(ServerCertificate certificate) {
        if (!index.has(certificate.id())) {
            files.write(certificate);
            var entry = Entry.of(certificate);
            indexFile.add(entry);
            index.add(entry);
        }
    }

    @Override
    public synchronized void drop(Digest certificate) {
        index.remove(certificate);
        files.delete(certificate);
    }

    @Override
    public void prove(Challenge challenge) {
        challenges.add(challenge);
    }

    @Override
    public void withdraw(Challenge challenge) {
        challenges.remove(challenge);
    }

    @Override
    public Optional<Shelved> of(HostName host) {
        return index.find(host, clock.instant())
                .map(entry -> new Shelved(entry.id(), () -> files.read(entry.id())));
    }

    @Override
    public Optional<Shelved> ofNobody() {
        return of(ownDomain);
    }

    @Override
    public Optional<ServerCertificate> proof(HostName host) {
        return challenges.certificate(host);
    }

    @Override
    public Optional<String> answer(HostName host, String token) {
        return challenges.answer(host, token);
    }
}
