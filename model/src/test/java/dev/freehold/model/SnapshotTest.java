package dev.freehold.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final HostName SHOP = new HostName("shop.localhost");
    private static final HostName OTHER = new HostName("other.localhost");
    private static final Site CURRENT = site("aaaaaa");
    private static final Site CANDIDATE = site("bbbbbb");
    private static final Snapshot DIVIDED =
            Snapshot.EMPTY.pointing(SHOP, CURRENT).dividing(SHOP, CANDIDATE, Share.ofPercent(5));

    @Test
    void a_divided_name_names_both_deployments() {
        assertThat(DIVIDED.find(SHOP)).contains(CURRENT);
        assertThat(DIVIDED.canary(SHOP))
                .contains(new Canary(CANDIDATE.deployment(), Share.ofPercent(5)));
        assertThat(DIVIDED.sites()).containsKeys(CURRENT.deployment(), CANDIDATE.deployment());
    }

    @Test
    void a_name_that_moves_or_goes_is_divided_no_more() {
        assertThat(DIVIDED.pointing(SHOP, CANDIDATE).canaries()).isEmpty();
        assertThat(DIVIDED.without(SHOP).canaries()).isEmpty();
        assertThat(DIVIDED.without(CURRENT.deployment()).canaries()).isEmpty();
    }

    @Test
    void a_candidate_that_is_gone_leaves_all_visitors_to_the_current_one() {
        var without = DIVIDED.without(CANDIDATE.deployment());

        assertThat(without.canaries()).isEmpty();
        assertThat(without.find(SHOP)).contains(CURRENT);
    }

    @Test
    void a_name_is_never_divided_between_a_deployment_and_itself_or_nothing() {
        assertThatThrownBy(() -> DIVIDED.dividing(SHOP, CURRENT, Share.ofPercent(5)))
                .isInstanceOf(FreeholdException.class);
        assertThatThrownBy(() -> Snapshot.EMPTY.dividing(SHOP, CURRENT, Share.ofPercent(5)))
                .isInstanceOf(FreeholdException.class);
    }

    @Test
    void a_name_with_rules_is_answered_by_its_stand_in_and_goes_before_a_wildcard() {
        var ruled =
                Snapshot.EMPTY
                        .pointing(SHOP, CURRENT)
                        .ruling(new NamePattern("*.shop.example"), HostRules.answeringAs(SHOP))
                        .ruling(new NamePattern("a.shop.example"), HostRules.answeringAs(OTHER));

        assertThat(ruled.standIn(new HostName("b.shop.example"))).contains(SHOP);
        assertThat(ruled.standIn(new HostName("a.shop.example"))).contains(OTHER);
        assertThat(ruled.standIn(new HostName("shop.example"))).isEmpty();
        assertThat(ruled.standIn(new HostName("c.b.shop.example"))).isEmpty();
        assertThat(
                        ruled.unruled(new NamePattern("*.shop.example"))
                                .standIn(new HostName("b.shop.example")))
                .isEmpty();
    }

    private static Site site(String id) {
        return new Site(
                TeamId.OWNER,
                new ProjectName("shop"),
                new DeploymentId(id),
                EnvironmentName.PRODUCTION,
                Digest.sha256(id.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                new Warmth.Kept(),
                List.of(),
                Map.of());
    }
}
