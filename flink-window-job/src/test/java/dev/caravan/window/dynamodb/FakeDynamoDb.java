package dev.caravan.window.dynamodb;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A client that answers as told and keeps what it took; it refuses, as DynamoDB does, a batch with a key twice. */
final class FakeDynamoDb implements DynamoDbAsyncClient {

    final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    private final Function<List<WriteRequest>, CompletableFuture<BatchWriteItemResponse>> responses;
    private final AtomicInteger requests = new AtomicInteger();

    FakeDynamoDb(Function<List<WriteRequest>, CompletableFuture<BatchWriteItemResponse>> responses) {
        this.responses = responses;
    }

    static CompletableFuture<BatchWriteItemResponse> stored() {
        return unprocessed(List.of());
    }

    static CompletableFuture<BatchWriteItemResponse> unprocessed(List<WriteRequest> left) {
        var response = BatchWriteItemResponse.builder();
        if (!left.isEmpty()) {
            response.unprocessedItems(Map.of("table", List.copyOf(left)));
        }
        return CompletableFuture.completedFuture(response.build());
    }

    int requests() {
        return requests.get();
    }

    synchronized long count(String key) {
        var item = Objects.requireNonNull(items.get(key), key);
        return Long.parseLong(
                Objects.requireNonNull(item.get("unique_user_count")).n());
    }

    @Override
    public synchronized CompletableFuture<BatchWriteItemResponse> batchWriteItem(
            Consumer<BatchWriteItemRequest.Builder> asked) {
        requests.incrementAndGet();
        var builder = BatchWriteItemRequest.builder();
        asked.accept(builder);
        var request = builder.build();
        var writes = Objects.requireNonNull(request.requestItems().get("table"));
        if (writes.size() > 25
                || new HashSet<>(writes.stream().map(FakeDynamoDb::key).toList()).size() < writes.size()) {
            throw new IllegalStateException("DynamoDB would refuse this batch");
        }
        var answer = responses.apply(writes);
        if (!answer.isCompletedExceptionally()) {
            var left = answer.isDone()
                    ? answer.join().unprocessedItems().getOrDefault("table", List.of())
                    : List.<WriteRequest>of();
            writes.stream()
                    .filter(write -> !left.contains(write))
                    .forEach(write -> items.put(key(write), write.putRequest().item()));
        }
        return answer;
    }

    private static String key(WriteRequest write) {
        var item = write.putRequest().item();
        return Objects.requireNonNull(item.get("product_id")).s() + "@"
                + Objects.requireNonNull(item.get("window_start")).s();
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
