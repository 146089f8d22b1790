package dev.caravan.window.dynamodb;

import dev.caravan.window.result.WindowResult;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Stores results in DynamoDB, at least once and idempotent by key, so in effect once: a checkpoint completes only when
 * every result before it is stored.
 */
public final class DynamoDbSink extends AsyncSinkBase<WindowResult, WindowResult> {

    /** DynamoDB takes no more items in one request. */
    static final int BATCH = 25;

    private static final long serialVersionUID = 1L;
    private static final int REQUESTS_IN_FLIGHT = 16;
    private static final int BUFFERED = 5_000;
    private static final long FLUSH_AFTER_MILLIS = 200;
    private static final long REQUEST_BYTES = 4L << 20;
    private static final long ITEM_BYTES = 400L << 10;
    private static final long MARGIN_MILLIS = 60_000;

    private final DynamoDbSettings settings;
    private final Clients clients;

    /**
     * A sink.
     *
     * @param settings where and how
     */
    public DynamoDbSink(DynamoDbSettings settings) {
        this(settings, Clients.of(settings));
    }

    /**
     * A sink with clients of one's own.
     *
     * @param settings where and how
     * @param clients opens the client of each writer
     */
    public DynamoDbSink(DynamoDbSettings settings, Clients clients) {
        super(
                (result, context) -> result,
                BATCH,
                REQUESTS_IN_FLIGHT,
                BUFFERED,
                REQUEST_BYTES,
                FLUSH_AFTER_MILLIS,
                ITEM_BYTES,
                // The policy gives up first; this limit is only for a client that never answers.
                settings.retry().giveUpAfter().toMillis() + MARGIN_MILLIS,
                true);
        this.settings = settings;
        this.clients = clients;
    }

    @Override
    public DynamoDbSinkWriter createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public DynamoDbSinkWriter restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<WindowResult>> unsent) {
        var configuration = AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(getMaxBatchSize())
                .setMaxBatchSizeInBytes(getMaxBatchSizeInBytes())
                .setMaxInFlightRequests(getMaxInFlightRequests())
                .setMaxBufferedRequests(getMaxBufferedRequests())
                .setMaxTimeInBufferMS(getMaxTimeInBufferMS())
                .setMaxRecordSizeInBytes(getMaxRecordSizeInBytes())
                .setRequestTimeoutMS(getRequestTimeoutMS())
                .setFailOnTimeout(getFailOnTimeout())
                .build();
        return new DynamoDbSinkWriter(getElementConverter(), context, configuration, unsent, settings, clients.open());
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<WindowResult>> getWriterStateSerializer() {
        return new StateSerializer();
    }

    /** Keeps unsent results in checkpoints. */
    static final class StateSerializer extends AsyncSinkWriterStateSerializer<WindowResult> {

        @Override
        protected void serializeRequestToStream(WindowResult result, DataOutputStream out) throws IOException {
            out.writeUTF(result.productId());
            out.writeLong(result.windowStartMillis());
            out.writeLong(result.uniqueUsers());
        }

        @Override
        protected WindowResult deserializeRequestFromStream(long requestSize, DataInputStream in) throws IOException {
            return new WindowResult(in.readUTF(), in.readLong(), in.readLong());
        }

        @Override
        public int getVersion() {
            return 1;
        }
    }
}
