package dev.caravan.local.cli.benchmark;

/** One of those that are compared. */
public interface Side {

    /** What it is called while it has its turn. */
    String name();

    /** Works for some seconds, as fast as it can. */
    Sample run(int seconds) throws InterruptedException;
}
