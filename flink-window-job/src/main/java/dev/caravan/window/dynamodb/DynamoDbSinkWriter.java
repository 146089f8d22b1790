package dev.caravan.window.dynamodb;

import dev.caravan.window.result.WindowResult;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Buffers results and hands batches to {@link BatchWriter}; owns the client. */
final class DynamoDbSinkWriter extends AsyncSinkWriter<WindowResult, WindowResult> {

    /** What an item's attribute names, times and numbers take beside the product id. */
    private static final int FIXED_ITEM_BYTES = 120;

    private final DynamoDbAsyncClient client;
    private final BatchWriter writer;

    DynamoDbSinkWriter(
            ElementConverter<WindowResult, WindowResult> converter,
            WriterInitContext context,
            AsyncSinkWriterConfiguration configuration,
            Collection<BufferedRequestState<WindowResult>> unsent,
            DynamoDbSettings settings,
            DynamoDbAsyncClient client) {
        super(
                converter,
                context,
                configuration,
                unsent,
                new SimpleBatchCreator<>(configuration.getMaxBatchSizeInBytes()),
                new DequeRequestBuffer<>());
        this.client = client;
        this.writer = new BatchWriter(
                client, settings.table(), settings.keep(), settings.retry(), new WriteMetrics(context.metricGroup()));
    }

    @Override
    protected void submitRequestEntries(List<WindowResult> results, ResultHandler<WindowResult> handler) {
        CompletableFuture<Void> unused = writer.write(results).whenComplete((nothing, error) -> {
            if (error == null) {
                handler.complete();
            } else {
                handler.completeExceptionally(error instanceof Exception e ? e : new IllegalStateException(error));
            }
        });
    }

    /** A checkpoint waits until everything before it is stored, not merely remembered: it makes results final. */
    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        super.flush(true);
    }

    @Override
    protected long getSizeInBytes(WindowResult result) {
        // At most three bytes of UTF-8 for each char: an upper bound without encoding it.
        return FIXED_ITEM_BYTES + 3L * result.productId().length();
    }

    @Override
    public void close() {
        client.close();
        super.close();
    }
}
