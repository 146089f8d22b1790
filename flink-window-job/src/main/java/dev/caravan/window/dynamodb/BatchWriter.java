package dev.caravan.window.dynamodb;

import dev.caravan.window.result.WindowResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes batches of results until DynamoDB has taken every item. Of results with the same key in a batch the newest is
 * written; a batch waits for earlier batches that still write one of its keys, so an older value never lands last.
 *
 * <p>What DynamoDB leaves unprocessed, throttles or fails with a fault of its own is sent again by the
 * {@link RetryPolicy}. When that gives up, or the request can never succeed, the write fails. Nothing is dropped.
 */
final class BatchWriter {

    private final DynamoDbAsyncClient client;
    private final String table;
    private final Duration keep;
    private final RetryPolicy retry;
    private final WriteMetrics metrics;
    private final Map<ItemKey, CompletableFuture<Void>> writing = new HashMap<>();

    BatchWriter(DynamoDbAsyncClient client, String table, Duration keep, RetryPolicy retry, WriteMetrics metrics) {
        this.client = client;
        this.table = table;
        this.keep = keep;
        this.retry = retry;
        this.metrics = metrics;
    }

    /**
     * Writes a batch.
     *
     * @param results at most 25, oldest first
     * @return done when all are stored; fails with {@link DynamoDbWriteException} when that is given up
     */
    synchronized CompletableFuture<Void> write(Collection<WindowResult> results) {
        Map<ItemKey, WindowResult> newest = new LinkedHashMap<>();
        results.forEach(result -> newest.put(ItemKey.of(result), result));
        CompletableFuture<?>[] before = newest.keySet().stream()
                .map(writing::get)
                .filter(earlier -> earlier != null)
                .distinct()
                .toArray(CompletableFuture<?>[]::new);
        List<WriteRequest> requests = new ArrayList<>(newest.size());
        newest.values()
                .forEach(result -> requests.add(WriteRequest.builder()
                        .putRequest(PutRequest.builder()
                                .item(WindowItem.of(result, keep))
                                .build())
                        .build()));
        CompletableFuture<Void> done =
                CompletableFuture.allOf(before).thenCompose(nothing -> attempt(requests, 0, System.nanoTime()));
        newest.keySet().forEach(key -> writing.put(key, done));
        return done.whenComplete((nothing, error) -> forget(newest.keySet(), done));
    }

    private synchronized void forget(Collection<ItemKey> keys, CompletableFuture<Void> done) {
        keys.forEach(key -> writing.remove(key, done));
    }

    private CompletableFuture<Void> attempt(List<WriteRequest> requests, int attempt, long firstNanos) {
        long sentNanos = System.nanoTime();
        metrics.sent();
        return send(requests)
                .handle((response, error) -> {
                    metrics.answered(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentNanos));
                    var left = error != null
                            ? requests
                            : response.unprocessedItems().getOrDefault(table, List.of());
                    metrics.wrote(requests.size() - left.size());
                    return new Tried(left, unwrapped(error));
                })
                .thenCompose(tried -> tried.left.isEmpty()
                        ? CompletableFuture.<Void>completedFuture(null)
                        : again(tried, attempt, firstNanos));
    }

    private CompletableFuture<Void> again(Tried tried, int attempt, long firstNanos) {
        var cause = tried.cause;
        boolean givenUp = System.nanoTime() - firstNanos > retry.giveUpAfter().toNanos();
        if (givenUp || !mayPass(cause)) {
            return CompletableFuture.failedFuture(
                    new DynamoDbWriteException(table, tried.left.size(), attempt + 1, cause));
        }
        metrics.retried(isThrottle(cause));
        long wait = retry.waitMillis(attempt, ThreadLocalRandom.current());
        var afterwards = CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, afterwards)
                .thenCompose(nothing -> attempt(tried.left, attempt + 1, firstNanos));
    }

    /** What is left to write after an attempt, and the error if it had one. */
    private record Tried(List<WriteRequest> left, @Nullable Throwable cause) {}

    private CompletableFuture<BatchWriteItemResponse> send(List<WriteRequest> requests) {
        try {
            return client.batchWriteItem(request -> request.requestItems(Map.of(table, requests)));
        } catch (SdkException | IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    /** Unprocessed items come without an error: they are DynamoDB's way to throttle a part of a batch. */
    private static boolean isThrottle(@Nullable Throwable error) {
        return error == null
                || error instanceof ProvisionedThroughputExceededException
                || error instanceof RequestLimitExceededException
                || (error instanceof DynamoDbException fault && fault.isThrottlingException());
    }

    private static boolean mayPass(@Nullable Throwable error) {
        if (error instanceof DynamoDbException fault) {
            return isThrottle(fault) || fault.statusCode() >= 500 || fault.retryable();
        }
        return error == null
                || error instanceof SdkClientException
                || error instanceof ApiCallTimeoutException
                || error instanceof ApiCallAttemptTimeoutException
                || error instanceof java.io.IOException;
    }
}
