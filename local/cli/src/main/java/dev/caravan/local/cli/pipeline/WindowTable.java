package dev.caravan.local.cli.pipeline;

import dev.caravan.local.cli.platform.Failure;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table of window results, and the job's word on how far they are final. */
public final class WindowTable implements AutoCloseable {

    private final DynamoDbClient client;
    private final String table;

    WindowTable(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Takes windows one by one. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One window.
         *
         * @param product the product
         * @param start its beginning
         * @param users the number of different users
         */
        void window(String product, Instant start, long users);
    }

    /** Every window that ends at or before this time is final; empty if the job has not said so yet. */
    public Optional<Instant> finalUpTo() {
        try {
            var key = Map.of(
                    "product_id", AttributeValue.fromS("#progress"), "window_start", AttributeValue.fromS("progress"));
            var item = client.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                    .item();
            return Optional.ofNullable(item.get("final_up_to"))
                    .map(time -> Instant.ofEpochMilli(Long.parseLong(time.n())));
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /**
     * When the job's run began that has counted the windows as they are: at its last start without state. The epoch if the job
     * does not say.
     */
    public Instant countedSince() {
        try {
            var key = Map.of(
                    "product_id", AttributeValue.fromS("#progress"),
                    "window_start", AttributeValue.fromS("progress"));
            var item = client.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                    .item();
            return Optional.ofNullable(item.get("counted_since"))
                    .map(time -> Instant.ofEpochMilli(Long.parseLong(time.n())))
                    .orElse(Instant.EPOCH);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /** Shows the windows of a product that begin at or after one time and before another. */
    public void read(String product, Instant from, Instant before, Visitor each) {
        try {
            var values = Map.of(
                    ":product", AttributeValue.fromS(product),
                    ":from", AttributeValue.fromS(from.toString()),
                    ":last", AttributeValue.fromS(before.minusSeconds(1).toString()));
            show(
                    client.queryPaginator(query -> query.tableName(table)
                                    .consistentRead(true)
                                    .keyConditionExpression(
                                            "product_id = :product AND window_start BETWEEN :from AND :last")
                                    .expressionAttributeValues(values))
                            .items(),
                    each);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /** Shows the windows of all products that begin at or after one time and before another: reads the whole table. */
    public void read(Instant from, Instant before, Visitor each) {
        try {
            var values = Map.of(
                    ":from", AttributeValue.fromS(from.toString()), ":before", AttributeValue.fromS(before.toString()));
            show(
                    client.scanPaginator(scan -> scan.tableName(table)
                                    .consistentRead(true)
                                    .filterExpression("window_start >= :from AND window_start < :before")
                                    .expressionAttributeValues(values))
                            .items(),
                    each);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    private static void show(Iterable<Map<String, AttributeValue>> items, Visitor each) {
        items.forEach(item -> each.window(
                attribute(item, "product_id").s(),
                Instant.parse(attribute(item, "window_start").s()),
                Long.parseLong(attribute(item, "unique_user_count").n())));
    }

    private Failure unavailable(SdkException cause) {
        return new Failure(
                "The table " + table + " cannot be read: " + cause.getMessage()
                        + " Is the platform up (./caravan status), or does AWS_ENDPOINT_URL_DYNAMODB name another one?",
                cause);
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    @Override
    public void close() {
        client.close();
    }
}
