package dev.freehold.store;

import dev.freehold.model.HostName;
import dev.freehold.model.HostRules.Plain;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A domain of a user's own, which shows a project's production. It is served once its team has proved it.
///
/// @param proof how it was proved, where it was
public record Domain(
        NamePattern name,
        TeamId team,
        ProjectName project,
        Options options,
        Instant added,
        Optional<Proof> proof) {

    /// What its owner wants beside.
    ///
    /// @param redirect its visitors are sent there
    /// @param plain what visitors without TLS get once there is a certificate
    /// @param hsts so long browsers come with TLS only
    /// @param dns the driver that keeps its address records
    public record Options(
            Optional<HostName> redirect,
            Plain plain,
            Optional<Duration> hsts,
            Optional<String> dns) {
        public static final Options NONE =
                new Options(
                        Optional.empty(), Plain.SENT_TO_TLS, Optional.empty(), Optional.empty());
    }

    public record Proof(Kind kind, Instant since) {
        /// What proved it; a record names the team, an address does not.
        public enum Kind {
            /// The name led here.
            ADDRESS,
            /// A TXT record held the team's token.
            RECORD
        }
    }

    public Domain with(ProjectName other) {
        return new Domain(name, team, other, options, added, proof);
    }

    public Domain with(Options others) {
        return new Domain(name, team, project, others, added, proof);
    }

    public Domain with(Optional<Proof> other) {
        return new Domain(name, team, project, options, added, other);
    }
}
