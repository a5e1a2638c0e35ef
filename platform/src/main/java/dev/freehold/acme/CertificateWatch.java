package dev.freehold.acme;

import dev.freehold.acme.Authority.Refusal;
import dev.freehold.acme.Proving.Way;
import dev.freehold.deploy.DomainBook;
import dev.freehold.model.CertificateStore;
import dev.freehold.model.NamePattern;
import dev.freehold.model.SecretBox;
import dev.freehold.model.ServerCertificate;
import dev.freehold.model.TeamId;
import dev.freehold.store.AllTables;
import dev.freehold.store.CertificateTurns.Turn;
import dev.freehold.store.Certificates;
import dev.freehold.store.Database;
import dev.freehold.store.Domain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to the certificates of proved domains: gets the first, renews each in time, and tries again what failed.
/// Every name has its turns of its own, kept in the database, so that none waits for another and a start goes on
/// where the last one ended. Safe for concurrent use.
public final class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration TIDY = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;

    /// So many failures in a row end what can be asked for at once: authorities count them.
    private static final int MOST_ASKED = 5;

    /// More than that wait for the next look, the longest due first.
    private static final int MOST_DUE = 200;

    private final Ground ground;
    private final Optional<Authority> authority;
    private final Shelf shelf;
    private final Timing timing;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<Key> going = ConcurrentHashMap.newKeySet();
    private final Set<Key> asked = ConcurrentHashMap.newKeySet();
    private final ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("certificates").factory());

    /// @param nodes where certificates and proofs are shown
    /// @param zones that the platform may write, by the names of their providers
    public record Ground(
            Database database,
            DomainBook book,
            CertificateStore nodes,
            Zones zones,
            SecretBox box,
            Clock clock,
            RandomGenerator random) {}

    CertificateWatch(Ground ground, Optional<Authority> authority) {
        this.ground = ground;
        this.authority = authority;
        this.shelf = new Shelf(ground.nodes(), ground.box());
        this.timing = new Timing(ground.random());
    }

    /// @param settings nothing asks no authority: what the database holds is shown all the same
    public static CertificateWatch on(Ground ground, Optional<Settings> settings) {
        Optional<Authority> authority =
                settings.map(said ->
                        new AcmeAuthority(new Account(said, ground.database(), ground.box())));
        return new CertificateWatch(ground, authority);
    }

    private record Key(TeamId team, NamePattern name) {
        static Key of(Domain domain) {
            return new Key(domain.team(), domain.name());
        }
    }

    public void start() {
        repeat(this::tidy, TIDY);
        repeat(this::look, EVERY);
    }

    /// One that fails is the last one of its schedule: none may.
    private void repeat(Runnable work, Duration every) {
        timer.scheduleWithFixedDelay(
                () -> quietly(work), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// A node that has come lately gets what it lacks; a name that is its team's no more is shown by nobody's
    /// certificate.
    private void tidy() {
        dropStrays();
        shelf.lay(ground.database().readAll(all -> all.certificates()));
    }

    /// Its owner has set something right, or waits for it: it is tried now, unless it has failed too often for that.
    public void soon(Domain domain) {
        if (authority.isEmpty() || domain.proof().isEmpty()) {
            return;
        }
        if (turnOf(domain).filter(turn -> turn.failures() >= MOST_ASKED).isPresent()) {
            return;
        }
        asked.add(Key.of(domain));
        timer.execute(() -> quietly(this::look));
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("could not see to the certificates; it is tried again", e);
        }
    }

    /// Begins every turn that is due.
    private void look() {
        if (authority.isEmpty()) {
            return;
        }
        var now = ground.clock().instant();
        for (var domain : due(now)) {
            if (going.add(Key.of(domain))) {
                turns.execute(() -> turn(authority.get(), domain));
            }
        }
    }

    private List<Domain> due(Instant now) {
        return ground.database()
                .readAll(all -> {
                    var due = new ArrayList<>(all.domainsDue(now, MOST_DUE));
                    for (var key : List.copyOf(asked)) {
                        provedOf(all, key).ifPresentOrElse(due::add, () -> asked.remove(key));
                    }
                    due.removeIf(domain -> domain.proof().isEmpty());
                    return due;
                });
    }

    /// Empty where it was removed since, or is another team's.
    private static Optional<Domain> provedOf(AllTables all, Key key) {
        return all.of(key.team())
                .domains()
                .find(key.name())
                .filter(domain -> domain.proof().isPresent());
    }

    private void turn(Authority from, Domain domain) {
        try {
            places.acquire();
            try {
                take(from, domain);
            } finally {
                places.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("could not see to the certificate name={}", domain.name(), e);
            failed(domain, new Refusal("something went wrong here: " + e.getMessage(), e));
        } finally {
            going.remove(Key.of(domain));
        }
    }

    private void take(Authority from, Domain domain) throws InterruptedException {
        asked.remove(Key.of(domain));
        var kept = kept(domain);
        try {
            if (kept.isPresent() && !wantsRenewal(from, kept.get())) {
                var next = Timing.next(kept.get(), now());
                put(new Turn(domain.name(), domain.team(), next, 0, Optional.empty()));
            } else {
                order(from, domain, kept);
            }
        } catch (Refusal e) {
            failed(domain, e);
        }
    }

    private Optional<ServerCertificate> kept(Domain domain) {
        return ground.database()
                .read(domain.team(), tables -> tables.certificates().find(domain.name()))
                .map(shelf::opened);
    }

    /// The authority's word makes it earlier; that it says nothing makes nothing later.
    private boolean wantsRenewal(Authority from, ServerCertificate certificate) {
        if (!now().isBefore(Timing.renewal(certificate))) {
            return true;
        }
        try {
            return from.wantsRenewal(certificate, now()).orElse(false);
        } catch (Refusal e) {
            LOG.info("could not ask when to renew names={}", certificate.names(), e);
            return false;
        }
    }

    private void order(Authority from, Domain domain, Optional<ServerCertificate> kept)
            throws Refusal, InterruptedException {
        if (kept.isEmpty()) {
            checkBudget(domain);
        }
        var certificate = from.issue(domain.name(), proving(domain), kept);
        var next = Timing.next(certificate, now());
        var turn = new Turn(domain.name(), domain.team(), next, 0, Optional.empty());
        ground.book()
                .certify(domain, shelf.sealed(domain.team(), domain.name(), certificate), turn);
        quietly(() -> ground.nodes().hold(certificate));
        LOG.info("got a certificate name={} until={}", domain.name(), certificate.notAfter());
    }

    private void checkBudget(Domain domain) throws Refusal {
        var all = ground.database().readAll(tables -> tables.certificates());
        if (!Budget.allows(domain.name(), all, now())) {
            throw new Refusal(
                    "%d certificates below \"%s\" were signed within a week: the authority gives no more"
                            .formatted(Budget.MOST, Budget.registered(domain.name())),
                    Optional.of(now().plus(Timing.LOOK)),
                    null);
        }
    }

    private Proving proving(Domain domain) throws Refusal {
        var zone = ground.zones().of(domain);
        if (zone.isEmpty() && domain.name().isWildcard()) {
            throw new Refusal(
                    "a wildcard is proved in its zone only: let the platform write it (--dns)");
        }
        return new Proving(
                zone.isPresent() ? Way.DNS : way(domain),
                ground.nodes(),
                zone.map(ground.zones()::texts));
    }

    /// What failed by the one protocol is tried by the other: a firewall may let through only one.
    private Way way(Domain domain) {
        return turnOf(domain).map(Turn::failures).orElse(0) % 2 == 0 ? Way.HTTP : Way.TLS_ALPN;
    }

    private Optional<Turn> turnOf(Domain domain) {
        return ground.database()
                .read(domain.team(), tables -> tables.certificateTurns().find(domain.name()));
    }

    private void failed(Domain domain, Refusal refusal) {
        if (turns.isShutdown()) {
            return;
        }
        int failures = turnOf(domain).map(Turn::failures).orElse(0) + 1;
        var retry = timing.retry(failures, now());
        var due = refusal.notBefore().filter(retry::isBefore).orElse(retry);
        var problem = Optional.ofNullable(refusal.getMessage());
        put(new Turn(domain.name(), domain.team(), due, failures, problem));
        LOG.warn(
                "could not get a certificate name={} failures={} next={} problem={}",
                domain.name(),
                failures,
                due,
                refusal.getMessage());
    }

    private void put(Turn turn) {
        ground.database()
                .write(
                        turn.team(),
                        tables -> {
                            tables.certificateTurns().put(turn);
                            return turn;
                        });
    }

    private void dropStrays() {
        for (var row : ground.database().readAll(all -> all.strayCertificates())) {
            ground.nodes().drop(row.id());
            ground.database()
                    .write(
                            row.team(),
                            tables -> {
                                tables.certificates().remove(row.name());
                                tables.certificateTurns().remove(row.name());
                                return row;
                            });
        }
    }

    /// How a domain is off for its certificate.
    public Standing standing(Domain domain) {
        var turn = turnOf(domain);
        var until =
                ground.database()
                        .read(domain.team(), tables -> tables.certificates().find(domain.name()))
                        .map(Certificates.Row::notAfter);
        return new Standing(
                state(domain, turn, until),
                until,
                turn.flatMap(Turn::problem),
                turn.map(Turn::due));
    }

    private Standing.State state(Domain domain, Optional<Turn> turn, Optional<Instant> until) {
        if (until.filter(end -> end.isAfter(now())).isPresent()) {
            return Standing.State.VALID;
        }
        if (authority.isEmpty() || domain.proof().isEmpty()) {
            return Standing.State.NONE;
        }
        boolean under = going.contains(Key.of(domain)) || asked.contains(Key.of(domain));
        boolean failing = turn.flatMap(Turn::problem).isPresent();
        return failing && !under ? Standing.State.FAILING : Standing.State.ORDERING;
    }

    private Instant now() {
        return ground.clock().instant();
    }

    /// Breaks off what is going on: a start goes on with it.
    @Override
    public void close() {
        timer.shutdownNow();
        turns.shutdownNow();
        try {
            turns.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
