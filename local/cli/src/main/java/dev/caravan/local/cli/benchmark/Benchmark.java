package dev.caravan.local.cli.benchmark;

import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;

/** Something that can be measured. Its table has its place in bench/README.md, between two comments with its name. */
public interface Benchmark {

    /** What people call it. */
    String name();

    /** What it measures, in half a sentence. */
    String about();

    /**
     * Measures.
     *
     * @param bench where, and how long
     */
    Figures run(Bench bench) throws IOException, InterruptedException;

    /**
     * Where something is measured.
     *
     * @param installation the checkout
     * @param portBase the gateway's port; all others move with it
     * @param effort how long
     */
    record Bench(Installation installation, int portBase, Effort effort) {}

    /**
     * How long it is measured. Figures are medians over the rounds; in each round every side has its turn.
     *
     * @param rounds how many turns each side has
     * @param seconds the length of a turn
     * @param warmUpSeconds how long each side is exercised before
     * @param warmUpRequests how many requests it must have answered then, unless that takes far longer
     * @param products how many products the catalog holds
     */
    record Effort(int rounds, int seconds, int warmUpSeconds, int warmUpRequests, int products) {

        /** Enough for figures that can be quoted. */
        public static final Effort FULL = new Effort(5, 10, 40, 50_000, 1_000_000);

        /** Only to see that everything works. */
        public static final Effort QUICK = new Effort(1, 1, 1, 1, 5_000);
    }
}
