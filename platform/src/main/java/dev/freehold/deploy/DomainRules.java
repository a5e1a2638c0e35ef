package dev.freehold.deploy;

import dev.freehold.model.HostName;
import dev.freehold.model.HostRules;
import dev.freehold.model.HostRules.Plain;
import dev.freehold.store.Domain;
import dev.freehold.store.Tables;
import java.util.Optional;

/// What a domain is to the nodes.
record DomainRules(Addresses addresses) {
    /// Nothing, until the name is proved. Visitors are sent to TLS once there is a certificate.
    Optional<HostRules> of(Tables tables, Domain domain) {
        return domain.proof()
                .map(_ -> rules(domain, tables.certificates().find(domain.name()).isPresent()));
    }

    private HostRules rules(Domain domain, boolean certified) {
        var options = domain.options();
        return new HostRules(
                Optional.of(HostName.production(domain.project(), addresses.domain())),
                options.redirect(),
                certified ? options.plain() : Plain.ANSWERED,
                options.hsts());
    }
}
