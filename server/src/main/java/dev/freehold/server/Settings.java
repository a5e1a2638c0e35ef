package dev.freehold.server;

import dev.freehold.model.Invalid;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Engine;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the platform keeps its data and listens.
///
/// @param apiPort of the API and the doors, on loopback; 0 takes a free one
/// @param edgePort where apps answer; 0 takes a free one
/// @param tlsPort where apps answer by TLS, if at all; 0 takes a free one
/// @param domain below which apps get their names
public record Settings(
        Path dataFolder,
        String bind,
        int apiPort,
        int edgePort,
        Optional<Integer> tlsPort,
        String domain) {
    private static final List<String> OPTIONS =
            List.of("--data", "--bind", "--api-port", "--edge-port", "--tls-port", "--domain");

    /// Reads `--data DIR --bind ADDRESS --api-port N --edge-port N --tls-port N --domain NAME`; what is not said has
    /// its default.
    static Settings parse(List<String> arguments, Map<String, String> environment) {
        var said = new java.util.HashMap<String, String>();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (!OPTIONS.contains(arguments.get(i)) || i + 1 == arguments.size()) {
                throw Invalid.because(
                        "\"" + arguments.get(i) + "\" is no option, or has no value",
                        "use " + String.join(", ", OPTIONS));
            }
            said.put(arguments.get(i), arguments.get(i + 1));
        }
        return new Settings(
                said.containsKey("--data")
                        ? Path.of(said.get("--data"))
                        : defaultDataFolder(environment),
                said.getOrDefault("--bind", "127.0.0.1"),
                port(said.getOrDefault("--api-port", "7070")),
                port(said.getOrDefault("--edge-port", "8080")),
                Optional.ofNullable(said.get("--tls-port")).map(Settings::port),
                said.getOrDefault("--domain", "localhost"));
    }

    /// With the ports that were really taken.
    Settings on(int api, int edge) {
        return new Settings(dataFolder, bind, api, edge, tlsPort, domain);
    }

    /// Two processes must agree on the ports beforehand.
    ///
    /// @throws FreeholdException INVALID where one is to be chosen
    Settings withPortsKnown() {
        if (edgePort == 0 || tlsPort.equals(Optional.of(0))) {
            throw Invalid.because(
                    "the edge's ports can't be chosen by one of two processes",
                    "name them with --edge-port and --tls-port");
        }
        return this;
    }

    /// Where apps answer on a port.
    URI url(String scheme, int port) {
        return URI.create(scheme + "://" + domain + ":" + port);
    }

    /// Lets the log go to a file of bounded size in the data folder, unless a terminal was asked for.
    ///
    /// @param name of the process: `platform`, `control`, `node`
    void chooseLog(String name) {
        if (!"terminal".equals(System.getenv("FREEHOLD_LOG"))) {
            System.setProperty(
                    LogSettings.FILE, dataFolder.resolve("logs/" + name + ".log").toString());
        }
    }

    /// SQLite in the data folder, or the server that `FREEHOLD_DATABASE` names; as an environment variable,
    /// since a list of processes shows options to everybody, and there may be a password in it.
    static Engine database(DataFolder folder, Map<String, String> environment) {
        return Engine.chosen(environment.getOrDefault("FREEHOLD_DATABASE", ""), folder.database());
    }

    private static Path defaultDataFolder(Map<String, String> environment) {
        var chosen = environment.get("FREEHOLD_HOME");
        if (chosen != null && !chosen.isEmpty()) {
            return Path.of(chosen).toAbsolutePath();
        }
        return System.getProperty("user.name").equals("root")
                ? Path.of("/var/lib/freehold")
                : Path.of(System.getProperty("user.home"), ".local", "share", "freehold");
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw Invalid.because(
                    "\"" + text + "\" is no port", "use 1 to 65535, or 0 for a free one");
        }
        return Integer.parseInt(text);
    }
}
