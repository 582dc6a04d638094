package dev.safelight.application.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.SetSize;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Foul weather for the real code, which must stand it, and for mutants of it, each of which must be caught. */
class SimulationTest {

    private static final int SEEDS = 100;

    /** Those that the real code stands in the short run. */
    private static final int STOOD = Boolean.getBoolean("safelight.long") ? SEEDS : 40;

    /** To replay a failure: the seed is in its message. */
    @Test
    void the_invariants_hold_whatever_the_weather() {
        for (long seed = 1; seed <= STOOD; seed++) {
            try {
                new Simulation(seed, new Simulation.Parts() {}).run();
            } catch (AssertionError broken) {
                throw new AssertionError("with seed " + seed + ": " + broken.getMessage(), broken);
            }
        }
    }

    /** Mistakes that somebody could make; most have been made somewhere. */
    enum Mutant implements Simulation.Parts {
        WRITES_WITHOUT_LOOKING_AT_THE_VERSION {
            @Override
            public MemoryImages images(Availability database, MemoryJobQueue queue, Scheduler scheduler) {
                return new Mutated(database, queue) {
                    @Override
                    protected boolean isAsRead(Image current, Change change) {
                        return true;
                    }
                };
            }
        },
        READS_AND_THEN_WRITES {
            @Override
            public MemoryImages images(Availability database, MemoryJobQueue queue, Scheduler scheduler) {
                return new Mutated(database, queue) {
                    @Override
                    public Outcome apply(Change change, SetSize size) {
                        Optional<Image> current = find(change.before().id());
                        if (current.isEmpty() || !isAsRead(current.get(), change) || !isGallerySeen(change)) {
                            return Outcome.RACED;
                        }
                        scheduler.pause();
                        write(change, size);
                        return Outcome.APPLIED;
                    }
                };
            }
        },
        IGNORES_THE_GALLERY {
            @Override
            public MemoryImages images(Availability database, MemoryJobQueue queue, Scheduler scheduler) {
                return new Mutated(database, queue) {
                    @Override
                    protected boolean isGallerySeen(Change change) {
                        return true;
                    }
                };
            }
        },
        OVERFILLS_THE_SET {
            @Override
            public MemoryImages images(Availability database, MemoryJobQueue queue, Scheduler scheduler) {
                return new Mutated(database, queue) {
                    @Override
                    protected boolean hasRoom(int wanted, int free) {
                        return true;
                    }
                };
            }

            @Override
            public int uploadsOfEach() {
                return 14;
            }
        },
        TELLS_TWICE {
            @Override
            public MemoryImages images(Availability database, MemoryJobQueue queue, Scheduler scheduler) {
                return new Mutated(database, queue) {
                    @Override
                    protected void tell(Change change) {
                        super.tell(change);
                        super.tell(change);
                    }
                };
            }
        },
        TRUSTS_THE_QUEUE {
            @Override
            public boolean reconciles() {
                return false;
            }
        };

        private static class Mutated extends MemoryImages {
            Mutated(Availability database, MemoryJobQueue queue) {
                super(database, queue, new MemoryBell(), Duration.ofMinutes(20));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void every_mutant_is_caught(Mutant mutant) {
        long caught = LongStream.rangeClosed(1, SEEDS)
                .filter(seed -> isCaught(mutant, seed))
                .limit(1)
                .count();

        assertThat(caught).as("seeds that catch it").isEqualTo(1);
    }

    private static boolean isCaught(Mutant mutant, long seed) {
        try {
            new Simulation(seed, mutant).run();
            return false;
        } catch (AssertionError caught) {
            return true;
        }
    }
}
