package dev.caravan.bench.window;

import java.time.Instant;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.formats.common.TimestampFormat;
import org.apache.flink.formats.json.JsonRowDataDeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/** Flink SQL: {@code COUNT(DISTINCT user_id)} over a window, with Flink's own JSON format. */
record Sql() implements Contender {

    private static final RowType ROW = (RowType) DataTypes.ROW(
                    DataTypes.FIELD("user_id", DataTypes.STRING()),
                    DataTypes.FIELD("product_id", DataTypes.STRING()),
                    DataTypes.FIELD("event_type", DataTypes.STRING()),
                    DataTypes.FIELD("timestamp", DataTypes.TIMESTAMP_WITH_LOCAL_TIME_ZONE(3)))
            .getLogicalType();
    private static final InternalTypeInfo<RowData> TYPE = InternalTypeInfo.of(ROW);

    @Override
    public String title() {
        return "S";
    }

    @Override
    public void define(StreamExecutionEnvironment env, boolean endless) {
        var reader = new RowReader();
        var source = endless ? Replay.forEver(reader, TYPE) : Replay.once(reader, TYPE);
        var events = env.fromSource(
                source, org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks(), "events", TYPE);
        var tables = StreamTableEnvironment.create(env);
        tables.createTemporaryView(
                "events",
                tables.fromDataStream(
                        events,
                        Schema.newBuilder()
                                .column("user_id", DataTypes.STRING())
                                .column("product_id", DataTypes.STRING())
                                .column("event_type", DataTypes.STRING())
                                .column("timestamp", DataTypes.TIMESTAMP_LTZ(3))
                                .watermark("timestamp", "`timestamp` - INTERVAL '10' SECOND")
                                .build()));
        var counts = tables.sqlQuery("""
            SELECT product_id, CAST(window_start AS STRING), COUNT(DISTINCT user_id)
            FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(`timestamp`), INTERVAL '1' MINUTE))
            GROUP BY product_id, window_start, window_end\
            """);
        tables.toDataStream(counts)
                .sinkTo(new Counts<>((row, all) -> Counts.put(
                        String.valueOf(row.getField(0)),
                        Instant.parse(String.valueOf(row.getField(1))
                                                .substring(0, 19)
                                                .replace(' ', 'T') + "Z")
                                .toEpochMilli(),
                        (Long) Objects.requireNonNull(row.getField(2)))));
    }

    private static final class RowReader implements Replay.Reader<RowData> {
        private static final long serialVersionUID = 1L;
        private final JsonRowDataDeserializationSchema format =
                new JsonRowDataDeserializationSchema(ROW, TYPE, false, false, TimestampFormat.ISO_8601);
        private transient boolean opened;

        @Override
        @SuppressWarnings("deprecation") // the shortest way, and none is faster
        public RowData read(byte[] event) throws Exception {
            if (!opened) {
                opened = true;
                format.open(new Context());
            }
            return Objects.requireNonNull(format.deserialize(event));
        }
    }

    private record Context() implements DeserializationSchema.InitializationContext {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(Sql.class.getClassLoader());
        }
    }
}
