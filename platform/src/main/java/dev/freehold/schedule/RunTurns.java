package dev.freehold.schedule;

import dev.freehold.model.TeamId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// So many runs go on at a time, in the order in which they came. A team gets half of the turns at most, so
/// that its long runs keep no other team from theirs. Safe for concurrent use.
final class RunTurns {
    private final Semaphore all;
    private final int share;
    private final Map<TeamId, Semaphore> ofTeams = new ConcurrentHashMap<>();

    RunTurns(int together) {
        this.all = new Semaphore(together, true);
        this.share = Math.max(1, together / 2);
    }

    void enter(TeamId team) throws InterruptedException {
        var own = of(team);
        own.acquire();
        try {
            all.acquire();
        } catch (InterruptedException e) {
            own.release();
            throw e;
        }
    }

    void leave(TeamId team) {
        all.release();
        of(team).release();
    }

    private Semaphore of(TeamId team) {
        return ofTeams.computeIfAbsent(team, _ -> new Semaphore(share, true));
    }
}
