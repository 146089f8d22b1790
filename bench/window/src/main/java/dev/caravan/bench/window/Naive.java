package dev.caravan.bench.window;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** What one would write at first: ObjectMapper, a POJO, an aggregate of a {@code HashSet}, one put for each result. */
record Naive() implements Contender {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The event as a POJO. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @SuppressWarnings("NullAway.Init") // Jackson sets the fields
    public static class Event {
        /** The user. */
        @JsonProperty("user_id")
        public String userId;
        /** The product. */
        @JsonProperty("product_id")
        public String productId;
        /** What happened. */
        @JsonProperty("event_type")
        public String eventType;
        /** When. */
        @JsonProperty("timestamp")
        public String timestamp;
        /** Anything. */
        @JsonProperty("metadata")
        public Map<String, Object> metadata;

        long time() {
            return Instant.parse(timestamp).toEpochMilli();
        }
    }

    static Event read(byte[] bytes) throws java.io.IOException {
        return MAPPER.readValue(bytes, Event.class);
    }

    @Override
    public String title() {
        return "N";
    }

    @Override
    public void define(StreamExecutionEnvironment env, boolean endless) {
        var type = TypeInformation.of(Event.class);
        var source = endless ? Replay.forEver(Naive::read, type) : Replay.once(Naive::read, type);
        env.fromSource(
                        source,
                        WatermarkStrategy.<Event>forBoundedOutOfOrderness(Duration.ofSeconds(10))
                                .withTimestampAssigner((event, before) -> event.time()),
                        "events")
                .keyBy(event -> event.productId)
                .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
                .aggregate(new DistinctUsers(), new WithWindow())
                .sinkTo(new Counts<>((result, counts) -> Counts.put(result.f0, result.f1, result.f2)));
    }

    /** The accumulator's type is the point. */
    private static final class DistinctUsers implements AggregateFunction<Event, HashSet<String>, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("NonApiType")
        public HashSet<String> createAccumulator() {
            return new HashSet<>();
        }

        @Override
        @SuppressWarnings("NonApiType")
        public HashSet<String> add(Event event, HashSet<String> users) {
            users.add(event.userId);
            return users;
        }

        @Override
        @SuppressWarnings("NonApiType")
        public Long getResult(HashSet<String> users) {
            return (long) users.size();
        }

        @Override
        @SuppressWarnings("NonApiType")
        public HashSet<String> merge(HashSet<String> some, HashSet<String> others) {
            some.addAll(others);
            return some;
        }
    }

    private static final class WithWindow
            extends ProcessWindowFunction<Long, Tuple3<String, Long, Long>, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String product, Context context, Iterable<Long> counts, Collector<Tuple3<String, Long, Long>> out) {
            out.collect(Tuple3.of(
                    product, context.window().getStart(), counts.iterator().next()));
        }
    }
}
