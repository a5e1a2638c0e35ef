package dev.freehold.model;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// The whole routing truth at one revision. Structurally shared: a change makes a new one in time
/// that depends on the change, not on the number of names.
///
/// @param aliases host name → deployment
/// @param canaries host name → the candidate that some of its visitors get; each of these names is an alias,
///     and points to another deployment
/// @param sites deployment → what answers for it; every alias's deployment and every candidate is here
/// @param gone host names of deployments that were there once: they answer 410
/// @param rules what holds for host names of users' own
/// @param wildcards domain → what holds for all names one label below it that have no rules of their own
public record Snapshot(
        Revision revision,
        PMap<HostName, DeploymentId> aliases,
        PMap<HostName, Canary> canaries,
        PMap<DeploymentId, Site> sites,
        PMap<HostName, DeploymentId> gone,
        PMap<HostName, HostRules> rules,
        PMap<HostName, HostRules> wildcards) {

    public static final Snapshot EMPTY =
            new Snapshot(
                    Revision.NONE,
                    HashTreePMap.empty(),
                    HashTreePMap.empty(),
                    HashTreePMap.empty(),
                    HashTreePMap.empty(),
                    HashTreePMap.empty(),
                    HashTreePMap.empty());

    public static Snapshot of(
            Revision revision, Map<HostName, DeploymentId> aliases, Map<DeploymentId, Site> sites) {
        return new Snapshot(
                revision,
                HashTreePMap.from(aliases),
                HashTreePMap.empty(),
                HashTreePMap.from(sites),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty());
    }

    /// What the name points to itself.
    public Optional<Site> find(HostName host) {
        return Optional.ofNullable(aliases.get(host)).map(sites::get);
    }

    /// What holds for the name: its own rules, or else those of all names beside it.
    public Optional<HostRules> rulesOf(HostName host) {
        var own = rules.get(host);
        return own != null || wildcards.isEmpty()
                ? Optional.ofNullable(own)
                : NamePattern.beside(host).map(pattern -> wildcards.get(pattern.domain()));
    }

    /// The name whose site answers for one that points to nothing itself.
    public Optional<HostName> standIn(HostName host) {
        return rulesOf(host).flatMap(HostRules::answersAs);
    }

    /// These hold for the name, or for all names that the pattern means, from now on.
    public Snapshot ruling(NamePattern name, HostRules said) {
        var domain = name.domain();
        return name.isWildcard()
                ? withRules(gone, rules, wildcards.plus(domain, said))
                : withRules(gone.minus(domain), rules.plus(domain, said), wildcards);
    }

    /// Nothing holds for it any more.
    public Snapshot unruled(NamePattern name) {
        return name.isWildcard()
                ? withRules(gone, rules, wildcards.minus(name.domain()))
                : withRules(gone, rules.minus(name.domain()), wildcards);
    }

    private Snapshot withRules(
            PMap<HostName, DeploymentId> gone,
            PMap<HostName, HostRules> rules,
            PMap<HostName, HostRules> wildcards) {
        return new Snapshot(revision, aliases, canaries, sites, gone, rules, wildcards);
    }

    /// The candidate that some visitors of the name get.
    public Optional<Canary> canary(HostName host) {
        return Optional.ofNullable(canaries.get(host));
    }

    public Snapshot at(Revision newer) {
        return new Snapshot(newer, aliases, canaries, sites, gone, rules, wildcards);
    }

    /// The name answers with the site from now on, for all of its visitors.
    public Snapshot pointing(HostName host, Site site) {
        return new Snapshot(
                revision,
                aliases.plus(host, site.deployment()),
                canaries.minus(host),
                sites.plus(site.deployment(), site),
                gone.minus(host),
                rules,
                wildcards);
    }

    /// Some of the name's visitors get the candidate from now on.
    ///
    /// @throws FreeholdException INVALID where the name points to nothing, or to the candidate itself
    public Snapshot dividing(HostName host, Site candidate, Share share) {
        var current = aliases.get(host);
        if (current == null || current.equals(candidate.deployment())) {
            throw Invalid.because(
                    "\"" + host + "\" can't be divided with " + candidate.deployment(),
                    "a canary needs another deployment in production");
        }
        return new Snapshot(
                revision,
                aliases,
                canaries.plus(host, new Canary(candidate.deployment(), share)),
                sites.plus(candidate.deployment(), candidate),
                gone,
                rules,
                wildcards);
    }

    /// All visitors of the name get what it points to.
    public Snapshot undivided(HostName host) {
        return new Snapshot(revision, aliases, canaries.minus(host), sites, gone, rules, wildcards);
    }

    public Snapshot with(Site site) {
        return new Snapshot(
                revision,
                aliases,
                canaries,
                sites.plus(site.deployment(), site),
                gone,
                rules,
                wildcards);
    }

    /// The name is no longer answered: 404.
    public Snapshot without(HostName host) {
        return new Snapshot(
                revision,
                aliases.minus(host),
                canaries.minus(host),
                sites,
                gone.minus(host),
                rules,
                wildcards);
    }

    /// The name led to a deployment that is gone: 410.
    public Snapshot gone(HostName host, DeploymentId deployment) {
        return new Snapshot(
                revision, aliases, canaries, sites, gone.plus(host, deployment), rules, wildcards);
    }

    /// The deployment and its names are gone: 410. Nobody gets it as a candidate any more.
    public Snapshot without(DeploymentId deployment) {
        var left = aliases;
        var divided = canaries;
        var gone = this.gone;
        for (var host : names(deployment)) {
            divided = divided.minus(host);
            if (deployment.equals(aliases.get(host))) {
                left = left.minus(host);
                gone = gone.plus(host, deployment);
            }
        }
        return new Snapshot(
                revision, left, divided, sites.minus(deployment), gone, rules, wildcards);
    }

    /// The names whose visitors get the deployment, all of them or some.
    public Set<HostName> names(DeploymentId deployment) {
        var names = new HashSet<HostName>();
        aliases.forEach((host, target) -> {
            if (target.equals(deployment)) {
                names.add(host);
            }
        });
        canaries.forEach((host, canary) -> {
            if (canary.candidate().equals(deployment)) {
                names.add(host);
            }
        });
        return names;
    }
}
