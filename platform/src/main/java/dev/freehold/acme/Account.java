package dev.freehold.acme;

import dev.freehold.acme.Authority.Refusal;
import dev.freehold.model.SecretBox;
import dev.freehold.store.AcmeAccounts;
import dev.freehold.store.Database;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;

/// The platform's account at one authority: made once, its key sealed, and found again. Guarded by its lock.
final class Account {
    private final Settings settings;
    private final Database database;
    private final SecretBox box;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Login known;

    Account(Settings settings, Database database, SecretBox box) {
        this.settings = settings;
        this.database = database;
        this.box = box;
    }

    Login login() throws AcmeException, Refusal {
        lock.lock();
        try {
            var login = known == null ? open() : known;
            known = login;
            return login;
        } finally {
            lock.unlock();
        }
    }

    private Login open() throws AcmeException, Refusal {
        var session = session();
        var kept = database.readAll(all -> all.acmeAccounts().find(directory()));
        return kept.isPresent() ? login(session, kept.get()) : make(session);
    }

    private Session session() {
        return settings.roots()
                .map(roots -> new Session(settings.directory(), new TrustedProvider(roots)))
                .orElseGet(() -> new Session(settings.directory()));
    }

    private Login login(Session session, AcmeAccounts.Row row) {
        try {
            var key = Pem.pair(box.decrypt(row.sealedKey(), place()));
            return session.login(URI.create(row.location()).toURL(), key);
        } catch (IOException e) {
            throw new IllegalStateException("an account was kept with its address", e);
        }
    }

    private Login make(Session session) throws AcmeException, Refusal {
        if (settings.terms() != Settings.Terms.AGREED) {
            throw new Refusal(
                    "nobody has agreed to the terms of %s%s: FREEHOLD_ACME_TERMS=agreed does"
                            .formatted(settings.directory().getHost(), terms(session)));
        }
        var key = Pem.freshKey();
        var builder = new AccountBuilder().agreeToTermsOfService().useKeyPair(key);
        settings.email().ifPresent(builder::addEmail);
        var login = builder.createLogin(session);
        var row =
                new AcmeAccounts.Row(
                        directory(),
                        login.getAccountLocation().toString(),
                        box.encrypt(Pem.pair(key), place()));
        database.writeAll(all -> {
            all.acmeAccounts().put(row);
            return row;
        });
        return login;
    }

    private static String terms(Session session) throws AcmeException {
        Optional<URI> terms = session.getMetadata().getTermsOfService();
        return terms.map(uri -> " (" + uri + ")").orElse("");
    }

    private String directory() {
        return settings.directory().toString();
    }

    private String place() {
        return "the account at " + directory();
    }
}
