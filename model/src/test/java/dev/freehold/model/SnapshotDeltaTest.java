package dev.freehold.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotDeltaTest {
    private static final HostName SHOP = new HostName("shop.localhost");
    private static final HostName BLOG = new HostName("blog.localhost");
    private static final Site OLD = site("aaaaaa");
    private static final Site NEW = site("bbbbbb");
    private static final Snapshot BEFORE =
            Snapshot.EMPTY.pointing(SHOP, OLD).pointing(BLOG, OLD).at(new Revision(1, 1));

    @Test
    void leads_from_one_snapshot_to_the_next() {
        var after =
                BEFORE.pointing(SHOP, NEW)
                        .dividing(BLOG, NEW, Share.ofPercent(5))
                        .at(new Revision(1, 2));

        var delta = between(after, Set.of(SHOP, BLOG), Set.of(NEW.deployment()));

        assertThat(delta.applyTo(BEFORE)).isEqualTo(after);
    }

    @Test
    void takes_away_what_is_gone() {
        var after = BEFORE.without(OLD.deployment()).at(new Revision(1, 2));

        var delta = between(after, Set.of(SHOP, BLOG), Set.of(OLD.deployment()));

        assertThat(delta.applyTo(BEFORE)).isEqualTo(after);
    }

    @Test
    void carries_what_holds_for_names_and_for_all_below_them() {
        var ruled =
                BEFORE.ruling(new NamePattern("www.example"), HostRules.answeringAs(SHOP))
                        .ruling(new NamePattern("*.www.example"), HostRules.answeringAs(BLOG))
                        .at(new Revision(1, 2));
        var domain = new HostName("www.example");

        assertThat(between(ruled, Set.of(domain), Set.of()).applyTo(BEFORE)).isEqualTo(ruled);
        assertThat(SnapshotDelta.whole(ruled).applyTo(Snapshot.EMPTY)).isEqualTo(ruled);

        var back =
                ruled.unruled(new NamePattern("www.example"))
                        .unruled(new NamePattern("*.www.example"))
                        .at(new Revision(1, 3));
        var delta = SnapshotDelta.between(new Revision(1, 2), back, Set.of(domain), Set.of());
        assertThat(delta.applyTo(ruled)).isEqualTo(back);
    }

    @Test
    void a_whole_one_leads_there_from_anywhere() {
        var whole = SnapshotDelta.whole(BEFORE);

        assertThat(whole.applyTo(Snapshot.EMPTY)).isEqualTo(BEFORE);
        assertThat(whole.applyTo(Snapshot.EMPTY.pointing(BLOG, NEW))).isEqualTo(BEFORE);
    }

    @Test
    void is_refused_where_one_between_is_missing() {
        var later = BEFORE.pointing(SHOP, NEW).at(new Revision(1, 3));
        var delta =
                SnapshotDelta.between(
                        new Revision(1, 2), later, Set.of(SHOP), Set.of(NEW.deployment()));

        assertThatThrownBy(() -> delta.applyTo(BEFORE))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("1.2");
    }

    private static SnapshotDelta between(
            Snapshot after, Set<HostName> hosts, Set<DeploymentId> deployments) {
        return SnapshotDelta.between(BEFORE.revision(), after, hosts, deployments);
    }

    private static Site site(String id) {
        return new Site(
                TeamId.OWNER,
                new ProjectName("shop"),
                new DeploymentId(id),
                EnvironmentName.PRODUCTION,
                Digest.sha256(id.getBytes(StandardCharsets.UTF_8)),
                new Warmth.Kept(),
                List.of(),
                Map.of());
    }
}
