package dev.caravan.window.dynamodb;

import dev.caravan.window.progress.ProgressStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Publishes progress as one item of the results table. Its sort key is no time, so no query for windows can meet it,
 * whatever a product is called; it has no {@code expires_at}.
 */
public final class DynamoDbProgress implements ProgressStore {

    /** The item's {@code product_id}. */
    public static final String PARTITION = "#progress";
    /** The item's {@code window_start}; greater than every time. */
    public static final String SORT = "progress";
    /** The attribute: every window that ends at or before this time, in milliseconds of the epoch, is final. */
    public static final String FINAL_UP_TO = "final_up_to";
    /** The attribute: when the run began that has counted them, in milliseconds of the epoch; 0 if not known. */
    public static final String COUNTED_SINCE = "counted_since";

    private static final long serialVersionUID = 1L;

    private final String table;
    private final Clients clients;

    /**
     * Progress in a table.
     *
     * @param settings where
     */
    public DynamoDbProgress(DynamoDbSettings settings) {
        this.table = settings.table();
        this.clients = Clients.of(settings);
    }

    @Override
    public Writer open() {
        return new ItemWriter(table, clients.open());
    }

    private record ItemWriter(String table, DynamoDbAsyncClient client) implements Writer {

        @Override
        public CompletableFuture<Void> write(long finalUpTo, long countedSince) {
            var item = Map.of(
                    "product_id",
                    AttributeValue.fromS(PARTITION),
                    "window_start",
                    AttributeValue.fromS(SORT),
                    FINAL_UP_TO,
                    AttributeValue.fromN(Long.toString(finalUpTo)),
                    COUNTED_SINCE,
                    AttributeValue.fromN(Long.toString(countedSince)));
            // The operation of the results, so that the job needs no further permission.
            var put = WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(item).build())
                    .build();
            return client.batchWriteItem(request -> request.requestItems(Map.of(table, List.of(put))))
                    .thenAccept(response -> {
                        if (!response.unprocessedItems().isEmpty()) {
                            throw new IllegalStateException("DynamoDB left it unprocessed");
                        }
                    });
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
