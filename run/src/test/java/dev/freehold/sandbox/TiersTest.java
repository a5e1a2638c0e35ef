package dev.freehold.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TiersTest {
    private static final Host COMPLETE =
            new Host(
                    true,
                    true,
                    tools(
                            "bwrap",
                            "nsenter",
                            "unshare",
                            "setpriv",
                            "ip",
                            "iptables",
                            "iptables-restore",
                            "pasta"),
                    true,
                    Optional.empty());

    @Test
    void a_complete_host_gives_the_full_tier() {
        var tiers = Tiers.of(COMPLETE, Optional.empty());

        assertThat(tiers).extracting(Tier::name).containsExactly("full", "unprivileged", "none");
        assertThat(tiers.getFirst().works()).isTrue();
    }

    @Test
    void a_missing_control_group_is_said_with_its_cost() {
        assertThat(Tiers.of(COMPLETE, Optional.empty()).getFirst().explanation())
                .contains("no control groups can be made")
                .contains("an app can take all memory");
    }

    @Test
    void each_missing_tool_is_named_with_what_to_install() {
        var host =
                new Host(
                        true,
                        true,
                        tools("nsenter", "unshare", "setpriv"),
                        false,
                        Optional.empty());

        var full = Tiers.of(host, Optional.empty()).getFirst();

        assertThat(full.works()).isFalse();
        assertThat(full.explanation())
                .contains("install \"bubblewrap\"", "install \"iproute2\"", "install \"iptables\"")
                .contains("memory and processor time are not limited");
    }

    @Test
    void a_container_that_refuses_namespaces_is_recognised() {
        var host = new Host(true, true, COMPLETE.tools(), false, Optional.empty());

        var tiers = Tiers.of(host, Optional.empty());

        assertThat(tiers.getFirst().explanation()).contains("inside most containers");
        assertThat(tiers).extracting(Tier::works).containsExactly(false, false, true);
    }

    @Test
    void trouble_with_the_network_is_told_in_its_own_words() {
        var tiers = Tiers.of(COMPLETE, Optional.of("\"iptables-restore\" failed: no such table"));

        assertThat(tiers.getFirst().works()).isFalse();
        assertThat(tiers.getFirst().explanation()).contains("no such table");
    }

    @Test
    void an_ordinary_user_gets_the_unprivileged_tier() {
        var host = new Host(true, false, tools("bwrap"), true, Optional.empty());

        var tiers = Tiers.of(host, Optional.empty());

        assertThat(tiers).extracting(Tier::works).containsExactly(false, true, true);
        assertThat(tiers.get(0).explanation()).contains("does not run as root");
        assertThat(tiers.get(1).explanation()).contains("install \"passt\"");
    }

    @Test
    void elsewhere_than_on_linux_there_is_no_isolation() {
        var host = new Host(false, false, Map.of(), false, Optional.empty());

        assertThat(Tiers.of(host, Optional.empty()))
                .extracting(Tier::works)
                .containsExactlyElementsOf(List.of(false, false, true));
    }

    private static Map<String, Tool> tools(String... names) {
        var tools = new HashMap<String, Tool>();
        for (var name : names) {
            tools.put(name, new Tool(Path.of("/usr/bin", name)));
        }
        return tools;
    }
}
