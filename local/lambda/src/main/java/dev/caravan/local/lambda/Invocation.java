package dev.caravan.local.lambda;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One event on its way to the function.
 *
 * @param id Lambda's request id; the same for every try of an event
 * @param payload the event's JSON
 * @param attempt which try this is, from 1
 * @param due when it may be handed out
 * @param result completed when the function has answered; for an asynchronous event nobody waits for it
 * @param asynchronous whether failed tries are repeated and the event is kept on disk until it is done
 */
record Invocation(
        String id, String payload, int attempt, Instant due, CompletableFuture<Result> result, boolean asynchronous) {

    static Invocation synchronous(String payload) {
        return new Invocation(
                UUID.randomUUID().toString(), payload, 1, Instant.EPOCH, new CompletableFuture<>(), false);
    }

    static Invocation asynchronous(String id, String payload, int attempt, Instant due) {
        return new Invocation(id, payload, attempt, due, new CompletableFuture<>(), true);
    }

    /** What the function answered. */
    sealed interface Result {
        /** The response as JSON: the function's own, or Lambda's description of the error. */
        String body();

        /** The function returned. */
        record Returned(String body) implements Result {}

        /** The function threw, crashed or took too long. */
        record Failed(String body) implements Result {}
    }
}
