package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.InstanceState;
import dev.freehold.sandbox.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What lies on disk of one instance: `instance.json` says what it is, `ended.json` how it ended; the
/// sandbox keeps the process's own notes and its log beside them.
record InstanceFolder(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceFolder.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ABOUT = "instance.json";
    private static final String ENDED = "ended.json";

    /// What the process in the folder is.
    ///
    /// @param port 0 for what takes no requests
    /// @param elsewhere where it takes requests, if that is not the port that it was told
    /// @param late whether it opened that port long after another one
    record About(
            String deployment,
            String service,
            Role role,
            int port,
            Instant started,
            Optional<Listener> elsewhere,
            boolean late) {
        /// What has not been heard of yet.
        static About fresh(
                DeploymentId deployment, ServiceName service, Role role, int port, Instant now) {
            return new About(
                    deployment.value(), service.value(), role, port, now, Optional.empty(), false);
        }

        About listeningAt(Listener place) {
            return new About(deployment, service, role, port, started, Optional.of(place), late);
        }

        About listeningAsTold() {
            return new About(deployment, service, role, port, started, Optional.empty(), late);
        }

        /// After it had listened elsewhere for a while.
        About openingLate() {
            return new About(deployment, service, role, port, started, Optional.empty(), true);
        }

        /// Where requests go.
        int entrance() {
            return elsewhere.map(Listener::port).orElse(port);
        }

        DeploymentId deploymentId() {
            return new DeploymentId(deployment);
        }

        ServiceName serviceName() {
            return new ServiceName(service);
        }
    }

    enum Role {
        INSTANCE,
        /// A one-off command: its caller waits for it, so that it ends with the platform.
        COMMAND
    }

    /// How it ended, in words.
    record End(int exitCode, boolean expected, String reason, Instant at) {
        static End of(InstanceState.Ended state) {
            return new End(state.exitCode(), state.expected(), state.reason(), state.at());
        }
    }

    String id() {
        return String.valueOf(path.getFileName());
    }

    /// Where the sandbox writes the output of what runs here.
    LogFile log() {
        return new LogFile(path.resolve("log"));
    }

    /// Not flushed to the disk: after a power cut no process is left that it could tell of.
    void write(About about) {
        Disk.doing(
                "describe instance " + id(),
                () -> Files.write(path.resolve(ABOUT), JSON.writeValueAsBytes(about)));
    }

    /// A line of ours among the process's own. That it can't be written stops nothing else.
    void remark(String sentence) {
        try {
            log().append(Remarks.line(sentence));
        } catch (IOException e) {
            LOG.warn("can't write to a log instance={} line=\"{}\"", id(), sentence, e);
        }
    }

    void write(End end) {
        Disk.doing(
                "write how instance " + id() + " ended",
                () -> Files.write(path.resolve(ENDED), JSON.writeValueAsBytes(end)));
    }

    Optional<About> about() {
        return read(ABOUT, About.class);
    }

    Optional<End> end() {
        return read(ENDED, End.class);
    }

    void delete() {
        Disk.doing("delete the folder of instance " + id(), () -> Disk.delete(path));
    }

    /// Empty where the platform died before the file was whole.
    private <T> Optional<T> read(String name, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(path.resolve(name)), type));
        } catch (IOException | JacksonException _) {
            return Optional.empty();
        }
    }
}
