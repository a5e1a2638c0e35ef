package dev.freehold.build.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Deployables;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FrameworkTest {
    @Test
    void packages_that_are_deployed_together_are_told_by_all_frameworks_that_are_known() {
        var known = new TreeSet<>(FrameworkServer.START.keySet());
        Framework.KNOWN.forEach(framework -> known.add(framework.packageName()));

        assertThat(Deployables.FRONT_ENDS).containsExactlyInAnyOrderElementsOf(known);
    }
}
