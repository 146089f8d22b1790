package dev.caravan.local.cli.cloud.preflight;

import java.util.Optional;

/** The command lines of both clouds, as the preflight asks them. */
@FunctionalInterface
public interface Clouds {

    /**
     * Runs a command that changes nothing.
     *
     * @return what it printed, stripped; empty if it failed
     */
    Optional<String> ask(String... command);
}
