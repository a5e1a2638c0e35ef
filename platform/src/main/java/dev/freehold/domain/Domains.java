package dev.freehold.domain;

import dev.freehold.deploy.DomainBook;
import dev.freehold.deploy.Means;
import dev.freehold.journal.Change;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.Invalid;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ProjectName;
import dev.freehold.store.Caller;
import dev.freehold.store.Domain;
import dev.freehold.store.Domain.Proof;
import dev.freehold.store.Tables;
import java.net.InetAddress;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Domains of users' own. One is claimed at once, and served when the domain name system shows that it is the
/// team's. Safe for concurrent use.
public final class Domains {
    private static final Logger LOG = LoggerFactory.getLogger(Domains.class);
    private static final int TOKEN = 32;

    private final Means means;
    private final DomainBook book;
    private final Examination examination;
    private final Keeper keeper;

    /// @param here this platform's public addresses
    /// @param keeper of the zones that it may write
    public Domains(Means means, DomainBook book, Dns dns, Set<InetAddress> here, Keeper keeper) {
        this.means = means;
        this.book = book;
        this.keeper = keeper;
        this.examination = new Examination(dns, here);
    }

    /// A domain, with how its records are set.
    ///
    /// @param change what was changed, where something was
    public record Report(Domain domain, Checkup checkup, Optional<Change> change) {}

    /// Claims it for a project, and proves it where its records are set already. For one that is the project's
    /// already, other options hold from now on.
    ///
    /// @throws FreeholdException CONFLICT where another project of the team has it
    public Report add(
            Caller caller, ProjectName project, NamePattern name, Domain.Options options) {
        checkOwn(name);
        checkRedirect(caller, name, options);
        options.dns().ifPresent(this::checkProvider);
        var known = read(caller, tables -> tables.domains().find(name));
        known.ifPresent(domain -> checkSame(domain, project));
        var wanted = known.orElseGet(() -> claim(caller, project, name)).with(options);
        keeper.keep(wanted, token(wanted));
        var checkup = examine(wanted);
        var proved = proved(wanted, checkup);
        var what =
                "%s the domain %s %s \"%s\"%s"
                        .formatted(
                                known.isEmpty() ? "added" : "changed",
                                name,
                                known.isEmpty() ? "to" : "of",
                                project,
                                known.flatMap(Domain::proof).isEmpty() ? how(proved) : "");
        return put(caller, known, proved, new Found(checkup, what));
    }

    /// Looks at its records, and serves it from now on where they prove it.
    public Report verify(Caller caller, NamePattern name) {
        var known = read(caller, tables -> DomainBook.domain(tables, name));
        keeper.keep(known, token(known));
        var checkup = examine(known);
        var proved = proved(known, checkup);
        var what = "proved the domain %s of \"%s\"%s".formatted(name, known.project(), how(proved));
        return put(caller, Optional.of(known), proved, new Found(checkup, what));
    }

    /// Looks at its records, and changes nothing.
    public Report look(Caller caller, NamePattern name) {
        var domain = read(caller, tables -> DomainBook.domain(tables, name));
        return new Report(domain, examine(domain), Optional.empty());
    }

    /// The team's, or those of one project.
    public List<Domain> of(Caller caller, Optional<ProjectName> project) {
        return read(
                caller,
                tables -> {
                    project.ifPresent(tables.projects()::project);
                    return project.map(tables.domains()::of).orElseGet(tables.domains()::all);
                });
    }

    /// Another project's production is shown, from one request to the next.
    public Change move(Caller caller, NamePattern name, ProjectName project) {
        var known = read(caller, tables -> DomainBook.domain(tables, name));
        read(caller, tables -> checkNotPinned(tables, name, project));
        if (known.project().equals(project)) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "\"" + name + "\" is a domain of \"" + project + "\" already",
                    "see \"freehold domain ls\"");
        }
        var what =
                "moved the domain %s from \"%s\" to \"%s\""
                        .formatted(name, known.project(), project);
        return book.put(caller, known.with(project), Optional.of(known), what);
    }

    public Change remove(Caller caller, NamePattern name) {
        var known = read(caller, tables -> DomainBook.domain(tables, name));
        var change = book.remove(caller, name);
        leave(known);
        return change;
    }

    /// It is removed all the same where its provider can't be asked.
    private void leave(Domain domain) {
        try {
            keeper.leave(domain);
        } catch (FreeholdException e) {
            LOG.warn("could not take away the records of domain={}", domain.name(), e);
        }
    }

    private Domain claim(Caller caller, ProjectName project, NamePattern name) {
        return new Domain(
                name,
                caller.team(),
                project,
                Domain.Options.NONE,
                means.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty());
    }

    private Checkup examine(Domain domain) {
        return examination.of(domain.name(), token(domain));
    }

    /// The same for a name and all names below it: who holds the one holds the others.
    private String token(Domain domain) {
        var place = "the proof of " + domain.team() + " for " + domain.name().domain();
        var derived = means.configuration().secretFor(place);
        return Examination.PROOF + derived.reveal().substring(0, TOKEN);
    }

    private Domain proved(Domain domain, Checkup checkup) {
        var known = domain.proof().map(Proof::kind);
        boolean better =
                checkup.proof().isPresent()
                        && (known.isEmpty() || checkup.proof().get() == Proof.Kind.RECORD)
                        && !known.equals(checkup.proof());
        return better
                ? domain.with(
                        checkup.proof()
                                .map(kind ->
                                        new Proof(
                                                kind,
                                                means.clock()
                                                        .instant()
                                                        .truncatedTo(ChronoUnit.MILLIS))))
                : domain;
    }

    private static String how(Domain domain) {
        return domain.proof()
                .map(proof ->
                        switch (proof.kind()) {
                            case RECORD -> ", proved by its TXT record";
                            case ADDRESS -> ", which leads here";
                        })
                .orElse("");
    }

    private record Found(Checkup checkup, String what) {}

    private Report put(Caller caller, Optional<Domain> known, Domain wanted, Found found) {
        if (known.filter(wanted::equals).isPresent()) {
            return new Report(wanted, found.checkup(), Optional.empty());
        }
        var change = book.put(caller, wanted, known, found.what());
        return new Report(wanted, found.checkup(), Optional.of(change));
    }

    /// Below the platform's own domain names are given, not claimed.
    private void checkOwn(NamePattern name) {
        var platform = means.addresses().domain();
        var domain = name.domain().value();
        if (domain.equals(platform) || domain.endsWith("." + platform)) {
            throw Invalid.because(
                    "\"" + name + "\" belongs to this platform",
                    "\"freehold alias add\" gives a project more names below \"" + platform + "\"");
        }
        if (domain.indexOf('.') < 0) {
            throw Invalid.because(
                    "\"" + name + "\" is no domain that anybody can own",
                    "use a name like shop.example.com");
        }
    }

    /// A visitor must arrive somewhere.
    private void checkRedirect(Caller caller, NamePattern name, Domain.Options options) {
        var seen = new HashSet<HostName>();
        for (var next = options.redirect(); next.isPresent(); next = redirect(caller, next.get())) {
            if (name.covers(next.get()) || !seen.add(next.get())) {
                throw Invalid.because(
                        "\"" + name + "\" would send its visitors round in a circle",
                        "redirect to a name that redirects nowhere");
            }
        }
    }

    private Optional<HostName> redirect(Caller caller, HostName host) {
        return read(caller, tables -> tables.domains().find(NamePattern.of(host)))
                .flatMap(domain -> domain.options().redirect());
    }

    private void checkProvider(String provider) {
        var providers = keeper.providers();
        if (!providers.contains(provider)) {
            throw Invalid.because(
                    "this platform may write no zone at \"" + provider + "\"",
                    (providers.isEmpty() ? "" : "it may at " + String.join(", ", providers) + "; ")
                            + "docs/settings.md says how it is let");
        }
    }

    private static void checkSame(Domain domain, ProjectName project) {
        if (!domain.project().equals(project)) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "\"" + domain.name() + "\" is a domain of project \"" + domain.project() + "\"",
                    "move it: freehold domain move %s --to %s".formatted(domain.name(), project));
        }
    }

    /// A name that points to a deployment by hand would go on doing so.
    private static Optional<Domain> checkNotPinned(
            Tables tables, NamePattern name, ProjectName project) {
        if (!name.isWildcard()) {
            tables.aliases()
                    .find(name.domain())
                    .filter(alias -> !alias.project().equals(project))
                    .ifPresent(alias -> {
                        throw new FreeholdException(
                                ErrorCode.CONFLICT,
                                "\"%s\" points to a deployment of \"%s\" by hand"
                                        .formatted(name, alias.project()),
                                "take that away first: freehold alias rm %s --project %s"
                                        .formatted(name, alias.project()));
                    });
        }
        return tables.domains().find(name);
    }

    private <T> T read(Caller caller, Function<Tables, T> work) {
        return means.database().read(caller.team(), work);
    }
}
