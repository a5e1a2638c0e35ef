package dev.freehold.deploy;

import dev.freehold.model.EnvironmentName;
import dev.freehold.model.HostName;
import dev.freehold.model.ProjectName;
import dev.freehold.store.Alias;
import dev.freehold.store.Deployment;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Which host names a deployment gets, and their URLs.
///
/// @param domain the base domain, `localhost`
/// @param edge where visitors reach the edge: `http://localhost:8080`
public record Addresses(String domain, URI edge) {
    /// The deployment's own name.
    public Alias own(Deployment deployment) {
        return Alias.of(
                HostName.deployment(deployment.project(), deployment.id(), domain),
                deployment,
                Alias.Kind.DEPLOYMENT);
    }

    /// The names that move to it: its environment's, and its branch's where it has one.
    public List<Alias> moving(Deployment deployment) {
        var names = new ArrayList<Alias>();
        names.add(environment(deployment));
        deployment
                .branch()
                .ifPresent(branch ->
                        names.add(
                                Alias.of(
                                        HostName.branch(deployment.project(), branch, domain),
                                        deployment,
                                        Alias.Kind.BRANCH)));
        return names;
    }

    /// The names that would move for a deploy.
    List<HostName> hosts(DeployRequest request) {
        var hosts = new ArrayList<HostName>();
        hosts.add(host(request.project(), request.environment()));
        request.branch()
                .ifPresent(branch -> hosts.add(HostName.branch(request.project(), branch, domain)));
        return hosts;
    }

    private HostName host(ProjectName project, EnvironmentName environment) {
        return environment.isProduction()
                ? HostName.production(project, domain)
                : HostName.environment(project, environment, domain);
    }

    /// The name of its environment.
    public Alias environment(Deployment deployment) {
        return Alias.of(
                host(deployment.project(), deployment.environment()),
                deployment,
                deployment.environment().isProduction()
                        ? Alias.Kind.PRODUCTION
                        : Alias.Kind.ENVIRONMENT);
    }

    /// What a deploy prints: production's name, or else the deployment's own.
    public URI shown(Deployment deployment) {
        return url(
                deployment.environment().isProduction()
                        ? environment(deployment).host()
                        : own(deployment).host());
    }

    public URI url(HostName host) {
        return URI.create(edge.getScheme() + "://" + host + port());
    }

    /// Nobody names the usual one.
    private String port() {
        int usual = edge.getScheme().equals("https") ? 443 : 80;
        return edge.getPort() < 0 || edge.getPort() == usual ? "" : ":" + edge.getPort();
    }
}
