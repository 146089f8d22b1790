package dev.caravan.bench.window;

import dev.caravan.window.dynamodb.Clients;
import dev.caravan.window.dynamodb.DynamoDbSettings;
import dev.caravan.window.dynamodb.DynamoDbSink;
import dev.caravan.window.dynamodb.RetryPolicy;
import dev.caravan.window.result.WindowResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;

/** Results a second into a store that takes five milliseconds for each request. */
final class StoreLatency {

    private static final Duration LATENCY = Duration.ofMillis(5);

    private StoreLatency() {}

    /** Ours: batches, sixteen requests at once for each subtask. */
    static double ours(int results) throws Exception {
        var settings = new DynamoDbSettings(
                "table", "us-east-1", null, Duration.ofDays(1), RetryPolicy.giveUpAfter(Duration.ofMinutes(1)), null);
        Clients clients =
                () -> new SlowClient(CompletableFuture.delayedExecutor(LATENCY.toMillis(), TimeUnit.MILLISECONDS));
        return measure(results, new DynamoDbSink(settings, clients));
    }

    /** One put after the other. */
    static double synchronous(int results) throws Exception {
        return measure(results, new Counts<>((result, counts) -> {
            LockSupport.parkNanos(LATENCY.toNanos());
            Counts.put(result.productId(), result.windowStartMillis(), result.uniqueUsers());
        }));
    }

    private static double measure(int results, Sink<WindowResult> sink) throws Exception {
        var env = Run.environment(new Configuration());
        Replay.prepare(new byte[0][], Run.PARALLELISM);
        var source = new DataGeneratorSource<>(
                number -> new WindowResult("p" + number, 60_000L, number + 1), results, WindowResult.TYPE);
        FirstResult.forget();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "results", WindowResult.TYPE)
                .map(FirstResult::see)
                .returns(WindowResult.TYPE)
                .sinkTo(sink);
        env.execute();
        return results / ((System.nanoTime() - FirstResult.nanos()) / 1e9);
    }

    /** Remembers when the first result came. */
    private static final class FirstResult {
        private static volatile long nanos;

        private FirstResult() {}

        static void forget() {
            nanos = 0;
        }

        static WindowResult see(WindowResult result) {
            if (nanos == 0) {
                nanos = System.nanoTime();
            }
            return result;
        }

        static long nanos() {
            return nanos;
        }
    }

    private record SlowClient(Executor later) implements DynamoDbAsyncClient {

        @Override
        public CompletableFuture<BatchWriteItemResponse> batchWriteItem(
                Consumer<BatchWriteItemRequest.Builder> request) {
            return CompletableFuture.supplyAsync(
                    () -> BatchWriteItemResponse.builder().build(), later);
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}
