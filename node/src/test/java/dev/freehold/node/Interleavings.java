package dev.freehold.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs the same actors again and again, in every order in which their steps can follow each other. An
/// actor says where a step begins ([Stage#step]); between two of them it runs alone.
final class Interleavings {
    private static final long LIMIT = 20;

    /// At each point of the order that is tried now, which of so many actors goes on.
    private final List<Choice> order = new ArrayList<>();

    private record Choice(int chosen, int of) {}

    /// What is tried in every order.
    ///
    /// @param afterEachStep what must hold all the time
    /// @param atTheEnd what must hold when all actors are done
    record Play(List<Runnable> actors, Runnable afterEachStep, Runnable atTheEnd) {}

    /// @param play made anew for each order
    /// @return how many orders there are
    static int explore(Function<Stage, Play> play) {
        var all = new Interleavings();
        int tried = 0;
        do {
            all.perform(play);
            tried++;
        } while (all.next());
        return tried;
    }

    private void perform(Function<Stage, Play> made) {
        var stage = new Stage();
        var play = made.apply(stage);
        stage.enter(play.actors());
        int at = 0;
        for (var ready = stage.ready(); !ready.isEmpty(); ready = stage.ready()) {
            if (at == order.size()) {
                order.add(new Choice(0, ready.size()));
            }
            stage.goOn(ready.get(order.get(at++).chosen()));
            play.afterEachStep().run();
        }
        play.atTheEnd().run();
    }

    /// The last choice that has another possibility takes it; what followed is chosen anew.
    private boolean next() {
        while (!order.isEmpty()) {
            var last = order.removeLast();
            if (last.chosen() + 1 < last.of()) {
                order.add(new Choice(last.chosen() + 1, last.of()));
                return true;
            }
        }
        return false;
    }

    /// One actor at a time has the floor; all others stand before their next step.
    static final class Stage {
        private final List<Actor> actors = new ArrayList<>();
        private final Semaphore floor = new Semaphore(0);

        /// Called by an actor before each step that others may come between; whoever else calls goes on.
        void step() {
            actors.stream()
                    .filter(actor -> actor.thread == Thread.currentThread())
                    .findFirst()
                    .ifPresent(this::leaveTheFloor);
        }

        private void leaveTheFloor(Actor actor) {
            floor.release();
            await(actor.turn);
        }

        private void enter(List<Runnable> works) {
            for (var work : works) {
                var actor = new Actor(work, floor);
                actors.add(actor);
                actor.thread.start();
                goOn(actor);
            }
        }

        private List<Actor> ready() {
            return actors.stream().filter(actor -> !actor.done).toList();
        }

        private void goOn(Actor actor) {
            actor.turn.release();
            await(floor);
            if (actor.failure != null) {
                throw new AssertionError("an actor failed", actor.failure);
            }
        }

        private static void await(Semaphore turn) {
            try {
                if (!turn.tryAcquire(LIMIT, TimeUnit.SECONDS)) {
                    throw new AssertionError("an actor waits for another one");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    private static final class Actor {
        private final Semaphore turn = new Semaphore(0);
        private final Thread thread;
        private volatile boolean done;
        private volatile @Nullable Throwable failure;

        Actor(Runnable work, Semaphore floor) {
            this.thread =
                    Thread.ofVirtual()
                            .unstarted(() -> {
                                try {
                                    Stage.await(turn);
                                    work.run();
                                } catch (Throwable e) {
                                    failure = e;
                                } finally {
                                    done = true;
                                    floor.release();
                                }
                            });
        }
    }
}
