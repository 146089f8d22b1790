package dev.caravan.bench.window;

import dev.caravan.window.Beginning;
import dev.caravan.window.Sinks;
import dev.caravan.window.WindowJob;
import dev.caravan.window.WindowJobConfig;
import dev.caravan.window.event.Activity;
import dev.caravan.window.event.EventRules;
import dev.caravan.window.event.ParsedEvent;
import dev.caravan.window.event.SourceRecord;
import dev.caravan.window.event.SourceRecordSerializer;
import dev.caravan.window.progress.ProgressStore;
import dev.caravan.window.result.WindowResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The window job as it is, between a source and sinks of this process.
 *
 * @param config its settings
 */
record Ours(WindowJobConfig config) implements Contender {

    static Ours with(String... settings) {
        return new Ours(WindowJobConfig.from(Map.of(), settings));
    }

    @Override
    public String title() {
        return "window job";
    }

    Configuration flink() {
        return WindowJob.flinkSettings(config);
    }

    @Override
    public void define(StreamExecutionEnvironment env, boolean endless) {
        var reader = reader(config);
        var source = endless
                ? Replay.forEver(reader, SourceRecordSerializer.TYPE)
                : Replay.once(reader, SourceRecordSerializer.TYPE);
        Sink<WindowResult> store = new Counts<>(
                (result, counts) -> Counts.put(result.productId(), result.windowStartMillis(), result.uniqueUsers()));
        WindowJob.defineWorkflow(
                env,
                config,
                source,
                new Sinks(
                        new DiscardingSink<>(),
                        store,
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new NowhereToPublish()),
                Beginning.now());
    }

    private static Replay.Reader<SourceRecord> reader(WindowJobConfig config) {
        var skew = config.maxClockSkew();
        return new Replay.Reader<>() {
            private static final long serialVersionUID = 1L;
            private transient @org.jspecify.annotations.Nullable EventRules rules;

            @Override
            public SourceRecord read(byte[] bytes) throws Exception {
                if (rules == null) {
                    rules = new EventRules(skew);
                }
                ParsedEvent event = rules.judge(bytes, Long.MAX_VALUE / 2);
                return new Activity(event.productId(), event.userUtf8(), event.time(), 0, 0);
            }
        };
    }

    private static final class NowhereToPublish implements ProgressStore {
        private static final long serialVersionUID = 1L;

        @Override
        public Writer open() {
            return new Writer() {
                @Override
                public CompletableFuture<Void> write(long finalUpTo, long countedSince) {
                    return CompletableFuture.completedFuture(null);
                }

                @Override
                public void close() {}
            };
        }
    }
}
