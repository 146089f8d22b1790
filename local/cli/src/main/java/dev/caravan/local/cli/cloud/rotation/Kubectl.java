package dev.caravan.local.cli.cloud.rotation;

/** {@code kubectl} on the environment's cluster. */
@FunctionalInterface
public interface Kubectl {

    /**
     * Runs it to its end.
     *
     * @param input its standard input
     * @return what it printed
     * @throws dev.caravan.local.cli.platform.Failure if it does not succeed
     */
    String run(String input, String... arguments);
}
