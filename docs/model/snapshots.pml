/* Who may put which routing truth in force, and what may be deleted meanwhile. README.md explains it.

   COMPARE=1  a plan is compared again at the moment of writing   0: it was compared at some time before
   SPARE=1    clean-up spares what is in force or in flight       0: it goes by age alone
   GUARD      sets both
   RAISE=1    a restored control plane raises the epoch           0: it goes on in the old one */

#ifndef GUARD
#define GUARD 1
#endif
#ifndef COMPARE
#define COMPARE GUARD
#endif
#ifndef SPARE
#define SPARE GUARD
#endif
#ifndef RAISE
#define RAISE 1
#endif

#define CHANGES 3       /* before the restore */
#define LATER   1       /* after it: so few that their numbers are lower than those before */
#define EPOCH   8       /* revision = epoch * EPOCH + number, so that revisions compare like numbers */
#define END     24      /* above every revision */
#define YOUNG   2       /* so many of the newest plans are kept by age */

byte newest;            /* the revision that was planned last: what visitors should get */
byte inForce;           /* the revision that the node routes by; 0 before the first */
bool there[END];        /* plans that were made, and not deleted */
byte held[3];           /* in flight: the plan that each applier has in its hands */

/* Kept for the properties below; nobody decides by them. */
byte highest;           /* that was ever in force */
bool wentBack;
bool quiet;             /* nobody has anything left to do */

inline plan(revision) {
    d_step { there[revision] = true; newest = revision }
}

proctype Planner() {
    byte epoch = 1;
    byte number = 0;

    do
    :: number < CHANGES -> number++; plan(epoch * EPOCH + number)
    :: number == CHANGES -> break
    od;

    /* The database is lost, and comes back as it was before the first change. */
    number = 0;
#if RAISE
    epoch++;
#endif
    do
    :: number < LATER -> number++; plan(epoch * EPOCH + number)
    :: number == LATER -> break
    od
}

inline write(revision) {
    inForce = revision;
    if
    :: revision < highest -> wentBack = true
    :: else -> highest = revision
    fi
}

proctype Applier(byte me) {
    byte seen;

end:
    do
    :: atomic { newest > inForce && there[newest] -> held[me] = newest; seen = inForce }
       /* Between this check and the write below an applier may sleep as long as it likes. */
#if COMPARE
       do
       :: d_step { inForce == seen -> write(held[me]) }; break
       :: atomic { inForce != seen -> seen = inForce };
          if
          :: held[me] > seen -> skip
          :: else -> break
          fi
       od;
#else
       d_step { write(held[me]) };
#endif
       atomic { held[me] = 0; seen = 0 }
    od
}

#if SPARE
#define isOld(p) (p != newest && p != inForce && p != held[0] && p != held[1] && p != held[2])
#else
#define isOld(p) (p + YOUNG <= newest)
#endif

/* Marks a plan, and sweeps it some time later; with the guard it is looked at again as it is deleted. */
inline collect(old) {
    there[old] && isOld(old);
#if SPARE
    d_step {
        if
        :: isOld(old) -> there[old] = false
        :: else -> skip
        fi
    }
#else
    there[old] = false
#endif
}

proctype CleanUp() {
end:
    do
    :: collect(EPOCH + 1)
    :: collect(EPOCH + 2)
    :: collect(EPOCH + 3)
    :: collect(2 * EPOCH + 1)
    od
}

init {
    atomic {
        run Planner();
        run Applier(0);
        run Applier(1);
        run Applier(2);
        run CleanUp()
    }
    timeout -> quiet = true
}

/* What is in force is never older than what was in force before. */
ltl never_goes_back { [] !wentBack }

/* What is in force is there: after the first truth, visitors never meet an empty table. */
ltl never_empty { [] (inForce == 0 || there[inForce]) }

/* The outage itself: a stale truth was put in force while its plan was there, and then the plan of what was
   in force was deleted. */
ltl never_october { [] (wentBack && there[inForce] -> [] there[inForce]) }

/* A newer truth can always be applied: when nobody has anything left to do, the newest is in force. */
ltl newest_wins { [] (quiet -> inForce == newest) }

/* Where all changes of the first life were in force, none of a second one in the same epoch ever is. */
ltl lower_is_refused { [] (highest == EPOCH + CHANGES -> [] (inForce == EPOCH + CHANGES)) }
