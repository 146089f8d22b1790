package dev.caravan.local.cli.part;

import dev.caravan.local.cli.platform.Ports;
import java.util.function.Function;

/** When a part is ready to serve. */
public sealed interface Readiness {

    /** It has written a line that begins with {@code READY} to its log. */
    record Announced() implements Readiness {}

    /**
     * It answers a GET with status 200.
     *
     * @param url where
     */
    record Answers(Function<Ports, String> url) implements Readiness {}

    /**
     * Flink's REST API lists a job that is RUNNING.
     *
     * @param url of the REST API
     */
    record JobRuns(Function<Ports, String> url) implements Readiness {}
}
