package dev.caravan.window.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.window.result.WindowResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class BatchWriterTest {

    private static final Duration KEEP = Duration.ofDays(1);
    private final WriteMetrics metrics = new WriteMetrics(new UnregisteredMetricsGroup());

    private BatchWriter writer(FakeDynamoDb client, Duration giveUpAfter) {
        var retry = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4), giveUpAfter);
        return new BatchWriter(client, "table", KEEP, retry, metrics);
    }

    private static void finish(CompletableFuture<Void> write) throws Exception {
        write.get(30, TimeUnit.SECONDS);
    }

    @Test
    void writesTheItemOfTheDesign() throws Exception {
        var client = new FakeDynamoDb(requests -> FakeDynamoDb.stored());
        finish(writer(client, KEEP).write(List.of(new WindowResult("42", 1_704_110_400_000L, 17))));
        var item = Objects.requireNonNull(client.items.get("42@2024-01-01T12:00:00Z"));
        assertThat(item.get("window_end")).hasToString("AttributeValue(S=2024-01-01T12:01:00Z)");
        assertThat(item.get("unique_user_count")).hasToString("AttributeValue(N=17)");
        assertThat(item.get("expires_at")).hasToString("AttributeValue(N=" + (1_704_110_460L + 86_400) + ")");
        assertThat(item).hasSize(5);
    }

    @Test
    void writesTheNewestOfAKeyWithinABatchAndOverBatches() throws Exception {
        var held = new ArrayList<CompletableFuture<BatchWriteItemResponse>>();
        var client = new FakeDynamoDb(requests -> {
            var response = new CompletableFuture<BatchWriteItemResponse>();
            held.add(response);
            return response;
        });
        var writer = writer(client, KEEP);
        var first = writer.write(List.of(new WindowResult("p", 0, 1), new WindowResult("p", 0, 2)));
        var second = writer.write(List.of(new WindowResult("p", 0, 3)));
        assertThat(held).as("the second write of the key waits").hasSize(1);
        held.get(0).complete(BatchWriteItemResponse.builder().build());
        finish(first);
        assertThat(client.count("p@1970-01-01T00:00:00Z")).isEqualTo(3);
        held.get(1).complete(BatchWriteItemResponse.builder().build());
        finish(second);
    }

    @Test
    void storesEverythingThroughThrottlesFaultsAndHalfDoneBatches() throws Exception {
        var random = new Random(11);
        var client = new FakeDynamoDb(requests -> switch (random.nextInt(5)) {
            case 0 ->
                CompletableFuture.failedFuture(ProvisionedThroughputExceededException.builder()
                        .message("slow down")
                        .statusCode(400)
                        .build());
            case 1 -> CompletableFuture.failedFuture(SdkClientException.create("timed out"));
            case 2, 3 -> FakeDynamoDb.unprocessed(requests.subList(requests.size() / 2, requests.size()));
            default -> FakeDynamoDb.stored();
        });
        var writer = writer(client, KEEP);
        var writes = new ArrayList<CompletableFuture<Void>>();
        Map<String, Long> expected = new HashMap<>();
        for (int batch = 0; batch < 40; batch++) {
            var results = new ArrayList<WindowResult>();
            for (int i = 0; i < 25; i++) {
                long users = batch * 100L + i + 1;
                results.add(new WindowResult("p" + i % 20, 0, users));
                expected.put("p" + i % 20 + "@1970-01-01T00:00:00Z", users);
            }
            writes.add(writer.write(results));
        }
        for (var write : writes) {
            finish(write);
        }
        expected.forEach((key, users) -> assertThat(client.count(key)).as(key).isEqualTo(users));
        assertThat(metrics.retries()).isPositive();
        assertThat(metrics.throttles()).isPositive();
        assertThat(metrics.written()).isEqualTo(40 * 20);
    }

    @Test
    void failsWhenItHasTriedForLongEnough() {
        var client = new FakeDynamoDb(FakeDynamoDb::unprocessed);
        assertThatThrownBy(
                        () -> finish(writer(client, Duration.ofSeconds(2)).write(List.of(new WindowResult("p", 0, 1)))))
                .hasRootCauseInstanceOf(DynamoDbWriteException.class)
                .hasRootCauseMessage(
                        "DynamoDB table table did not take 1 items after %d attempts: it left them unprocessed"
                                .formatted(client.requests()));
        assertThat(client.requests()).isGreaterThan(3);
    }

    @Test
    void failsAtOnceWhenItCanNeverSucceed() {
        var client = new FakeDynamoDb(requests -> CompletableFuture.failedFuture(ResourceNotFoundException.builder()
                .message("no such table")
                .statusCode(400)
                .build()));
        assertThatThrownBy(() -> finish(writer(client, KEEP).write(List.of(new WindowResult("p", 0, 1)))))
                .cause()
                .hasMessageContaining("no such table");
        assertThat(client.requests()).isEqualTo(1);
    }

    @Test
    void waitsARandomTimeUpToABoundThatDoublesToItsCap() {
        var policy = RetryPolicy.giveUpAfter(KEEP);
        var random = new Random(1);
        for (int attempt = 0; attempt < 40; attempt++) {
            assertThat(policy.waitMillis(attempt, random))
                    .isBetween(0L, Math.min(10_000L, 50L << Math.min(attempt, 20)));
        }
    }
}
