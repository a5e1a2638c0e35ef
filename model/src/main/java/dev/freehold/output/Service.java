package dev.freehold.output;

import dev.freehold.model.Digest;
import dev.freehold.model.ServiceName;
import java.util.Map;
import java.util.Optional;

/// A thing that runs: a web server on its `PORT`, a worker without one, or a release step.
///
/// @param tree the digest of its [Tree], which is mounted read-only at `/app`
/// @param runtime a language runtime to put on its PATH, for example Node
/// @param environment plain variables of the build's; the environment's configuration goes over them
/// @param healthPath asked with GET until it answers below 500; without one, an open port is healthy
public record Service(
        ServiceName name,
        Kind kind,
        Digest tree,
        Command command,
        Optional<Runtime> runtime,
        Map<String, String> environment,
        Optional<String> healthPath,
        Scaling scaling,
        Limits limits) {

    /// The service behind a deployment's AWS Lambda functions, which can be invoked by name as well.
    public static final ServiceName LAMBDA = new ServiceName("lambda");

    public enum Kind {
        /// Listens on `PORT` and is healthy when it answers.
        WEB,
        /// Has no port and is healthy while it runs.
        WORKER,
        /// Runs to its end before the switch; a failure keeps the old version.
        RELEASE
    }

    public Service {
        environment = Map.copyOf(environment);
    }
}
