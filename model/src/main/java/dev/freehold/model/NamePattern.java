package dev.freehold.model;

import java.util.Optional;

/// Which host names a certificate is for: one name, or all names one label below a domain
/// (`*.example.com`, RFC 6125 §6.4.3).
public record NamePattern(String value) {
    private static final String ANY = "*.";

    /// @throws FreeholdException INVALID where it is neither a host name nor `*.` and one
    public NamePattern {
        var name = new HostName(value.startsWith(ANY) ? value.substring(ANY.length()) : value);
        value = value.startsWith(ANY) ? ANY + name : name.value();
    }

    public static NamePattern of(HostName host) {
        return new NamePattern(host.value());
    }

    /// All names that stand where the host's first label does; a name of one label has none.
    public static Optional<NamePattern> beside(HostName host) {
        int dot = host.value().indexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.of(new NamePattern(ANY + host.value().substring(dot + 1)));
    }

    public boolean isWildcard() {
        return value.startsWith(ANY);
    }

    /// The name itself, or the domain below which all names are meant.
    public HostName domain() {
        return new HostName(isWildcard() ? value.substring(ANY.length()) : value);
    }

    public boolean covers(HostName host) {
        return isWildcard()
                ? beside(host).filter(this::equals).isPresent()
                : value.equals(host.value());
    }

    @Override
    public String toString() {
        return value;
    }
}
