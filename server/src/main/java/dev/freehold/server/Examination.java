package dev.freehold.server;

import dev.freehold.sandbox.AppAddresses;
import dev.freehold.watch.Door;
import dev.freehold.watch.Machine;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Looks at the machine while no platform runs: `doctor [--data DIR] [--api-port N] [--edge-port N] [--tls-port N]`
/// prints what the running platform's API would answer, as far as it is about the machine.
final class Examination {
    private Examination() {}

    static void perform(List<String> arguments, Map<String, String> environment) {
        var settings = Settings.parse(arguments, environment);
        var machine = machine(settings, OwnersLimits.in(environment).addresses());
        System.out.println(
                JsonMapper.shared().writeValueAsString(Map.of("checks", machine.checks())));
    }

    static Machine machine(Settings settings, AppAddresses addresses) {
        return new Machine(
                settings.dataFolder(),
                doors(settings),
                settings.domain(),
                addresses,
                System.getenv());
    }

    private static List<Door> doors(Settings settings) {
        var always =
                Stream.of(
                        new Door("API", "--api-port", "127.0.0.1", settings.apiPort()),
                        new Door("edge", "--edge-port", settings.bind(), settings.edgePort()));
        var tls =
                settings.tlsPort().stream()
                        .map(port -> new Door("edge by TLS", "--tls-port", settings.bind(), port));
        return Stream.concat(always, tls).toList();
    }
}
