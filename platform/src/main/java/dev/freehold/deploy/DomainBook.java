package dev.freehold.deploy;

import dev.freehold.journal.Change;
import dev.freehold.journal.NewChange;
import dev.freehold.journal.Reversibility;
import dev.freehold.journal.States;
import dev.freehold.journal.Subject;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.HostRules.Plain;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ProjectName;
import dev.freehold.store.Caller;
import dev.freehold.store.CertificateTurns;
import dev.freehold.store.Certificates;
import dev.freehold.store.Domain;
import dev.freehold.store.Json;
import dev.freehold.store.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps domains: the row, the journal's entry and what holds for the name at the edge change together.
public final class DomainBook {
    private static final String PLATFORM = "freehold";

    private final Means means;
    private final Routing routing;
    private final DomainRules rules;

    DomainBook(Means means, Routing routing) {
        this.means = means;
        this.routing = routing;
        this.rules = new DomainRules(means.addresses());
    }

    /// So it stands from now on.
    ///
    /// @param what follows the actor in the journal's sentence
    /// @throws FreeholdException CONFLICT where another team has proved the name, or `expected` is not how it
    ///     stands any more
    public Change put(Caller caller, Domain domain, Optional<Domain> expected, String what) {
        return routing.change(
                caller.team(),
                (tables, routes) -> {
                    tables.projects().project(domain.project());
                    checkStands(tables, domain.name(), expected);
                    var before = state(tables, domain.name());
                    write(tables, routes, domain);
                    return journal(tables, caller, domain, new Told(what, before));
                });
    }

    /// Nobody is answered at the name any more.
    ///
    /// @throws FreeholdException NOT_FOUND
    public Change remove(Caller caller, NamePattern name) {
        return routing.change(
                caller.team(),
                (tables, routes) -> {
                    var domain = domain(tables, name);
                    var before = state(tables, name);
                    erase(tables, routes, name);
                    var what = "removed the domain %s of \"%s\"".formatted(name, domain.project());
                    return journal(tables, caller, domain, new Told(what, before));
                });
    }

    /// It has that certificate from now on, as long as it is its team's: visitors without TLS are sent to it, as its
    /// owner wants.
    public void certify(Domain domain, Certificates.Row certificate, CertificateTurns.Turn next) {
        routing.change(
                domain.team(),
                (tables, routes) -> {
                    tables.domains()
                            .find(domain.name())
                            .filter(found -> found.proof().isPresent())
                            .ifPresent(found -> {
                                tables.certificates().put(certificate);
                                tables.certificateTurns().put(next);
                                routes.rule(found.name(), rules.of(tables, found));
                                tell(tables, found, certificate);
                            });
                    return domain;
                });
    }

    private void tell(Tables tables, Domain domain, Certificates.Row certificate) {
        var what =
                "got a certificate for %s, until %s"
                        .formatted(
                                domain.name(),
                                certificate.notAfter().truncatedTo(ChronoUnit.SECONDS));
        means.journal()
                .append(
                        tables,
                        NewChange.by(PLATFORM, domain.project(), what, States.NONE, States.NONE)
                                .being(Reversibility.IRREVERSIBLE));
    }

    /// @throws FreeholdException NOT_FOUND
    public static Domain domain(Tables tables, NamePattern name) {
        return tables.domains()
                .find(name)
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.NOT_FOUND,
                                "\"" + name + "\" is no domain of yours",
                                "see \"freehold domain ls\""));
    }

    private static void checkStands(Tables tables, NamePattern name, Optional<Domain> expected) {
        if (!tables.domains().find(name).equals(expected)) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "\"" + name + "\" was changed meanwhile",
                    "look at it (freehold domain inspect " + name + "), and try again");
        }
    }

    private record Told(String what, Optional<String> before) {}

    private Change journal(Tables tables, Caller caller, Domain domain, Told told) {
        var subject = new Subject.OwnDomain(domain.name());
        return means.journal()
                .append(
                        tables,
                        NewChange.by(
                                caller.actor(),
                                domain.project(),
                                told.what(),
                                States.of(subject, told.before()),
                                States.of(subject, state(tables, domain.name()))));
    }

    private void write(Tables tables, RoutingChange routes, Domain domain) {
        var name = domain.name();
        if (domain.proof().isPresent()) {
            checkBetter(tables, domain);
            boolean pointed = tables.domains().takeFromOthers(name);
            if (pointed) {
                routes.remove(name.domain());
            }
        }
        boolean served = tables.domains().find(name).flatMap(Domain::proof).isPresent();
        tables.domains().put(domain);
        if (served || domain.proof().isPresent()) {
            routes.rule(name, rules.of(tables, domain));
        }
    }

    /// A record names the team that holds the name; that it leads here, everybody here could say. Who has proved
    /// all names below a domain holds each of them, until its record names somebody else.
    private static void checkBetter(Tables tables, Domain domain) {
        boolean byRecord =
                domain.proof()
                        .filter(proof -> proof.kind() == Domain.Proof.Kind.RECORD)
                        .isPresent();
        boolean lost =
                tables.domains()
                        .provedByAnother(domain.name())
                        .filter(kind -> kind == Domain.Proof.Kind.RECORD || !byRecord)
                        .isPresent();
        if (lost || (!byRecord && isBelowAnothers(tables, domain.name()))) {
            throw anothers(domain.name());
        }
    }

    private static boolean isBelowAnothers(Tables tables, NamePattern name) {
        return NamePattern.beside(name.domain())
                .filter(wildcard -> tables.domains().provedByAnother(wildcard).isPresent())
                .isPresent();
    }

    private static FreeholdException anothers(NamePattern name) {
        return new FreeholdException(
                ErrorCode.CONFLICT,
                "another team has proved that \"" + name + "\" is theirs",
                "ask them to remove it; their TXT record has to go as well");
    }

    /// Whatever it pointed to before: who has proved the name since, keeps it.
    static void refuseAnothers(Tables tables, HostName host) {
        var name = NamePattern.of(host);
        if (tables.domains().provedByAnother(name).isPresent()) {
            throw anothers(name);
        }
    }

    private static void erase(Tables tables, RoutingChange routes, NamePattern name) {
        boolean served = tables.domains().find(name).flatMap(Domain::proof).isPresent();
        tables.domains().remove(name);
        if (served) {
            routes.rule(name, Optional.empty());
        }
    }

    static Optional<String> state(Tables tables, NamePattern name) {
        return tables.domains().find(name).map(State::of).map(Json::text);
    }

    void restore(Tables tables, RoutingChange routes, NamePattern name, Optional<String> state) {
        if (state.isEmpty()) {
            erase(tables, routes, name);
        } else {
            var domain = Json.read(state.get(), State.class).domain(tables, name);
            tables.projects().project(domain.project());
            write(tables, routes, domain);
        }
    }

    /// A row, as the journal keeps it.
    record State(
            String project,
            @Nullable String redirect,
            String plain,
            @Nullable Long hsts,
            @Nullable String dns,
            long added,
            @Nullable String proof,
            @Nullable Long proved) {
        static State of(Domain domain) {
            var options = domain.options();
            return new State(
                    domain.project().value(),
                    options.redirect().map(HostName::value).orElse(null),
                    options.plain().name(),
                    options.hsts().map(Duration::toMillis).orElse(null),
                    options.dns().orElse(null),
                    domain.added().toEpochMilli(),
                    domain.proof().map(proof -> proof.kind().name()).orElse(null),
                    domain.proof().map(proof -> proof.since().toEpochMilli()).orElse(null));
        }

        Domain domain(Tables tables, NamePattern name) {
            return new Domain(
                    name,
                    tables.team(),
                    new ProjectName(project),
                    new Domain.Options(
                            Optional.ofNullable(redirect).map(HostName::new),
                            Plain.valueOf(plain),
                            Optional.ofNullable(hsts).map(Duration::ofMillis),
                            Optional.ofNullable(dns)),
                    Instant.ofEpochMilli(added),
                    proof == null || proved == null
                            ? Optional.empty()
                            : Optional.of(
                                    new Domain.Proof(
                                            Domain.Proof.Kind.valueOf(proof),
                                            Instant.ofEpochMilli(proved))));
        }
    }
}
