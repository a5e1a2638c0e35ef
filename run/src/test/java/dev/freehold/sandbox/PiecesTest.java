package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private static final String[] TOOLS = {
        "bwrap", "nsenter", "unshare", "setpriv", "ip", "iptables", "iptables-restore"
    };
    private static final Optional<ControlGroups> GROUPS =
            Optional.of(new ControlGroups.Separate(Path.of("/sys/fs/cgroup")));

    @Test
    void of_a_complete_host_nothing_is_missing_and_pasta_is_not_needed() {
        var pieces = pieces(new Host(true, true, tools(TOOLS), true, GROUPS));

        assertThat(pieces.values()).allMatch(piece -> piece.cost().isEmpty());
        assertThat(pieces.get("sandbox").explanation()).startsWith("full: ");
        assertThat(pieces.get("control groups").explanation()).startsWith("version 1");
        assertThat(pieces.get("pasta").found()).isFalse();
        assertThat(pieces.get("pasta").explanation()).startsWith("not needed");
    }

    @Test
    void each_missing_piece_is_told_with_what_to_do_and_its_cost() {
        var pieces = pieces(new Host(true, true, tools("unshare"), false, Optional.empty()));

        assertThat(pieces.get("sandbox").explanation()).startsWith("none: ");
        assertThat(pieces.get("bubblewrap").explanation()).contains("install \"bubblewrap\"");
        assertThat(pieces.get("networks").explanation()).contains("install \"iproute2\"");
        assertThat(pieces.get("control groups").cost()).contains("can take all memory");
        assertThat(pieces.values())
                .filteredOn(piece -> !piece.found() && !piece.name().equals("pasta"))
                .allMatch(piece -> !piece.cost().isEmpty());
    }

    @Test
    void an_ordinary_user_needs_pasta_instead_of_pooled_networks() {
        var pieces = pieces(new Host(true, false, tools("bwrap"), true, Optional.empty()));

        assertThat(pieces.get("sandbox").cost()).contains("run the platform as root");
        assertThat(pieces.get("networks").cost()).isEmpty();
        assertThat(pieces.get("pasta").explanation()).contains("install \"passt\"");
        assertThat(pieces.get("pasta").cost()).contains("whatever listens on this host");
    }

    @Test
    void a_host_without_a_name_server_for_apps_is_told_so() {
        var host = new Host(true, true, tools(TOOLS), true, GROUPS);
        var pieces = new Pieces(host, tier(host), List.of(), AppAddresses.DEFAULT).all();

        assertThat(pieces)
                .filteredOn(piece -> piece.name().equals("name servers"))
                .singleElement()
                .matches(piece -> piece.cost().contains("npm installs nothing"));
    }

    private static Map<String, Piece> pieces(Host host) {
        return new Pieces(host, tier(host), List.of("192.0.2.53"), AppAddresses.DEFAULT)
                .all().stream().collect(Collectors.toMap(Piece::name, Function.identity()));
    }

    private static Tier tier(Host host) {
        return Tiers.of(host, Optional.empty()).stream()
                .filter(Tier::works)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Tool> tools(String... names) {
        return Stream.of(names)
                .collect(
                        Collectors.toMap(
                                Function.identity(), name -> new Tool(Path.of("/usr/bin", name))));
    }
}
