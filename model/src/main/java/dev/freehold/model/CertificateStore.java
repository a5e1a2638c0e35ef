package dev.freehold.model;

import java.util.Set;

/// Where certificates lie for the edge: the control plane puts them there, and they outlive it. Safe for
/// concurrent use.
public interface CertificateStore {
    /// Those that lie there.
    Set<Digest> held();

    /// Visitors of its names are shown it from now on, unless one that is valid for longer lies there. Durable when it
    /// returns; again changes nothing.
    void hold(ServerCertificate certificate);

    /// Nobody is shown it any more; gone already is success.
    void drop(Digest certificate);

    /// Who asks for the proof gets it, until [#withdraw].
    void prove(Challenge challenge);

    void withdraw(Challenge challenge);
}
