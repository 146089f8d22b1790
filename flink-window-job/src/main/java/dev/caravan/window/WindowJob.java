package dev.caravan.window;

import dev.caravan.window.count.AssignBuckets;
import dev.caravan.window.count.BucketCount;
import dev.caravan.window.count.BucketedActivity;
import dev.caravan.window.count.CountUsersOfBucket;
import dev.caravan.window.count.CountingRule;
import dev.caravan.window.count.NeverIdle;
import dev.caravan.window.count.SumBuckets;
import dev.caravan.window.count.UserBucket;
import dev.caravan.window.event.Activity;
import dev.caravan.window.event.SourceRecord;
import dev.caravan.window.event.SourceRecordSerializer;
import dev.caravan.window.progress.PublishProgress;
import dev.caravan.window.reading.WatchedSource;
import dev.caravan.window.result.WindowResult;
import dev.caravan.window.source.EventClock;
import dev.caravan.window.source.EventDeserializer;
import dev.caravan.window.source.EventTime;
import dev.caravan.window.source.FromTheBeginning;
import dev.caravan.window.source.RouteDeadLetters;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job: raw events in, exact unique users per product and minute out. */
public final class WindowJob {

    /** The job's name on the cluster. */
    public static final String NAME = "caravan-window-job";

    private static final Duration PARTITION_DISCOVERY = Duration.ofSeconds(10);

    private WindowJob() {}

    /**
     * Submits the job to the cluster that runs this jar.
     *
     * @param args settings as {@code --name value}, see {@link WindowJobConfig}
     * @throws Exception if the cluster does not take it, or, attached, if it fails
     */
    public static void main(String[] args) throws Exception {
        var config = WindowJobConfig.from(System.getenv(), args);
        var env = StreamExecutionEnvironment.getExecutionEnvironment(flinkSettings(config));
        boolean hasState = env.getConfiguration()
                .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                .isPresent();
        var beginning = hasState ? Beginning.now() : Beginning.ofJobWithoutState(config);
        defineWorkflow(env, config, kafkaSource(config), Sinks.of(config), beginning);
        env.execute(NAME);
    }

    /**
     * What the job needs of Flink, wherever it runs.
     *
     * @param config the settings
     * @return Flink's settings
     */
    public static Configuration flinkSettings(WindowJobConfig config) {
        var flink = new Configuration();
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        config.stateMode().configure(flink);
        // Records on their way would be state, and a record of an older release could not be read.
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpointInterval());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        return flink;
    }

    /**
     * The source of the raw events.
     *
     * @param config the settings
     * @return a source that begins with the oldest event, unless a checkpoint or savepoint says where to go on
     */
    public static Source<SourceRecord, ?, ?> kafkaSource(WindowJobConfig config) {
        var kafka = config.kafka();
        var source = KafkaSource.<SourceRecord>builder()
                .setProperties(kafka)
                .setBootstrapServers(kafka.getProperty("bootstrap.servers"))
                .setTopics(config.inputTopic())
                .setGroupId(config.groupId())
                .setProperty("isolation.level", "read_committed")
                .setProperty(
                        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                        Long.toString(PARTITION_DISCOVERY.toMillis()))
                .setStartingOffsets(new FromTheBeginning())
                .setDeserializer(new EventDeserializer(config.maxClockSkew(), config.traceCollector()))
                .build();
        return new WatchedSource(
                source, kafka, config.inputTopic(), config.partitionIdleAfter(), config.quietTopicAfter());
    }

    /**
     * The pipeline, between any source and any sinks.
     *
     * @param env where to define it
     * @param config the settings
     * @param source raw events
     * @param sinks the outputs
     * @param beginning how it begins if it has no state
     */
    public static void defineWorkflow(
            StreamExecutionEnvironment env,
            WindowJobConfig config,
            Source<SourceRecord, ?, ?> source,
            Sinks sinks,
            Beginning beginning) {
        SingleOutputStreamOperator<Activity> activities = env.fromSource(
                        source, EventTime.timestamps(), "raw events", SourceRecordSerializer.TYPE)
                .uid("raw-events")
                .transform("tell event time", SourceRecordSerializer.TYPE, new EventClock(config.maxOutOfOrderness()))
                .uid("quiet-topic-clock")
                .process(new RouteDeadLetters(), Activity.TYPE)
                .name("route dead letters")
                .uid("route-dead-letters");

        StateMode state = config.stateMode();
        var rule = CountingRule.withNewKey(config.userBuckets());
        long changesFrom = CountingRule.firstUntouched(
                System.currentTimeMillis(), config.maxClockSkew().toMillis());
        var bucketCounts = activities
                .process(new AssignBuckets(rule, changesFrom), BucketedActivity.TYPE)
                .name("assign buckets")
                .uid("assign-buckets")
                .keyBy(new UserBucket(), UserBucket.TYPE)
                .transform(
                        "count users of bucket",
                        BucketCount.TYPE,
                        new NeverIdle<>(state.counter(beginning.firstWindow())))
                .uid(state.counterUid());

        SingleOutputStreamOperator<WindowResult> results = bucketCounts
                .keyBy(BucketCount::productId, Types.STRING)
                .process(new SumBuckets(), WindowResult.TYPE)
                .name("sum buckets")
                .uid("sum-buckets");

        results.sinkTo(sinks.results()).name("results to Kafka").uid("results-kafka");
        results.sinkTo(sinks.store()).name("results to DynamoDB").uid("results-dynamodb");
        results.filter(result -> false)
                .name("event time only")
                .uid("event-time-only")
                .transform(
                        "publish progress", WindowResult.TYPE, new PublishProgress(sinks.progress(), beginning.since()))
                .uid("publish-progress")
                // Of its own also where everything has a parallelism of one: in a chain it would take over the chain's
                // maximal parallelism, and a savepoint of it could not be resumed with more.
                .disableChaining()
                .setParallelism(1)
                .setMaxParallelism(1);
        bucketCounts
                .getSideOutput(CountUsersOfBucket.LATE)
                .sinkTo(sinks.late())
                .name("late events to Kafka")
                .uid("late-kafka")
                .setParallelism(1);
        activities
                .getSideOutput(RouteDeadLetters.DEAD_LETTERS)
                .sinkTo(sinks.deadLetters())
                .name("dead letters to Kafka")
                .uid("dead-letters-kafka")
                .setParallelism(1);
    }
}
