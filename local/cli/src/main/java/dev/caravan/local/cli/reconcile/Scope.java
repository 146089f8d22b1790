package dev.caravan.local.cli.reconcile;

import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.pipeline.TopicReader.Range;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.window.event.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * What can be compared: windows that the job calls final, and of the raw topic what the job has finished with.
 *
 * @param asOf how far the job says that windows are final
 * @param from the first window's beginning; windows before it are not compared
 * @param to the end of the last window
 * @param raw what is read of each partition of the raw topic
 * @param rawIsCompleteFrom from when on all events are still in the raw topic, null if all are
 * @param keep how long DynamoDB keeps a window
 * @param resultsKept how long the topic of results keeps a window, null if for ever
 * @param countedSince when the job's run began that has counted all of these windows
 * @param isPart whether only windows from some time on were asked for
 */
record Scope(
        Instant asOf,
        Instant from,
        Instant to,
        Map<TopicPartition, Range> raw,
        @Nullable Instant rawIsCompleteFrom,
        Duration keep,
        @Nullable Duration resultsKept,
        Instant countedSince,
        boolean isPart) {

    /** Before all windows. */
    private static final Instant BEGINNING = Instant.parse("0000-01-01T00:00:00Z");

    /** The clocks of brokers and of the job's machines may differ by so much. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /**
     * Finds the scope. The order matters: progress first, then the offsets. Whatever of a final window the job has counted
     * lies before the offsets that it commits later, and whatever lies behind them cannot count for a final window.
     */
    static Scope of(Pipeline pipeline, @Nullable Instant from, @Nullable Instant to) {
        try (var windows = pipeline.windows();
                var admin = pipeline.admin()) {
            var asOf = windows.finalUpTo()
                    .orElseThrow(
                            () -> new Failure("The window job has not called any window final yet, so there is nothing"
                                    + " to compare. It does so with its checkpoints, once events have come: is it running"
                                    + " (./caravan status flink)?"));
            var end = to == null || to.isAfter(asOf) ? asOf : to;
            var held = pipeline.reader().everything(pipeline.rawTopic());
            var complete = completeFrom(pipeline, admin, held);
            var begin = from == null ? BEGINNING : from;
            if (complete != null && complete.isAfter(begin)) {
                begin = complete;
            }
            return new Scope(
                    asOf,
                    ceil(begin),
                    floor(end),
                    finished(pipeline, admin, held, begin),
                    complete,
                    pipeline.keep(),
                    kept(admin, pipeline.resultsTopic()),
                    windows.countedSince(),
                    from != null);
        } catch (ExecutionException e) {
            throw new Failure("The broker does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    /** What the job has finished with of the records since a time, as far as an event may be ahead of its record. */
    private static Map<TopicPartition, Range> finished(
            Pipeline pipeline, Admin admin, Map<TopicPartition, Range> held, Instant begin)
            throws ExecutionException, InterruptedException {
        var committed = admin.listConsumerGroupOffsets(pipeline.group())
                .partitionsToOffsetAndMetadata()
                .get();
        boolean fromBeginning = begin.equals(BEGINNING);
        Map<TopicPartition, Long> starts = fromBeginning
                ? Map.of()
                : pipeline.reader()
                        .offsetsAt(
                                pipeline.rawTopic(),
                                begin.minus(pipeline.maxClockSkew()).toEpochMilli());
        Map<TopicPartition, Range> ranges = new HashMap<>();
        held.forEach((partition, all) -> {
            var next = committed.get(partition);
            long last = next == null ? all.from() : Math.min(all.to(), next.offset());
            long first = fromBeginning ? all.from() : starts.getOrDefault(partition, all.to());
            ranges.put(partition, new Range(Math.min(first, last), last));
        });
        return ranges;
    }

    /**
     * Where the topic no longer begins with its first record: an event that was deleted with its record was no later than
     * the record, but for the allowed skew. The record was no later than the first that is left; where none is left, it was
     * older than the topic keeps records.
     */
    private static @Nullable Instant completeFrom(Pipeline pipeline, Admin admin, Map<TopicPartition, Range> held)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Range> firsts = new HashMap<>();
        boolean isEmptied = false;
        for (var entry : held.entrySet()) {
            var range = entry.getValue();
            if (range.from() > 0 && range.to() > range.from()) {
                firsts.put(entry.getKey(), new Range(range.from(), range.from() + 1));
            } else {
                isEmptied |= range.from() > 0;
            }
        }
        var newest = new long[] {Long.MIN_VALUE};
        if (!firsts.isEmpty()) {
            pipeline.reader().read(firsts, record -> newest[0] = Math.max(newest[0], record.timestamp()));
        }
        if (isEmptied) {
            var kept = kept(admin, pipeline.rawTopic());
            newest[0] = Math.max(
                    newest[0],
                    Instant.now().minus(kept == null ? Duration.ZERO : kept).toEpochMilli());
        }
        return newest[0] == Long.MIN_VALUE
                ? null
                : Instant.ofEpochMilli(newest[0]).plus(pipeline.maxClockSkew());
    }

    private static @Nullable Duration kept(Admin admin, String topic) throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        if (config == null
                || !config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains("delete")) {
            return null;
        }
        long millis = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
        return millis < 0 ? null : Duration.ofMillis(millis);
    }

    /**
     * The same, with raw records only as far as they can matter: none that Kafka took after the last of these windows had
     * been published counts in one, and none of them that came in time is missing.
     *
     * @param lastPublished when the last of these windows was published
     */
    Scope readUntil(Pipeline pipeline, Instant lastPublished) {
        var inTime = to.plus(pipeline.maxOutOfOrderness());
        var end = (lastPublished.isAfter(inTime) ? lastPublished : inTime).plus(CLOCKS_DIFFER);
        var ends = pipeline.reader().offsetsAt(pipeline.rawTopic(), end.toEpochMilli());
        Map<TopicPartition, Range> ranges = new HashMap<>();
        raw.forEach((partition, range) -> ranges.put(
                partition,
                new Range(
                        Math.min(range.from(), ends.getOrDefault(partition, range.to())),
                        Math.min(range.to(), ends.getOrDefault(partition, range.to())))));
        return new Scope(asOf, from, to, ranges, rawIsCompleteFrom, keep, resultsKept, countedSince, isPart);
    }

    /** Before anything that the job can have said of these windows and of the raw records that are read. */
    Instant saidSince(Pipeline pipeline) {
        return from.equals(BEGINNING)
                ? Instant.EPOCH
                : from.minus(pipeline.maxClockSkew()).minus(CLOCKS_DIFFER);
    }

    private static Instant ceil(Instant time) {
        var floor = floor(time);
        return floor.equals(time) ? time : floor.plusMillis(Windows.SIZE_MILLIS);
    }

    private static Instant floor(Instant time) {
        return Instant.ofEpochMilli(Windows.startOf(time.toEpochMilli()));
    }

    /** Whether a window is compared. */
    boolean holds(long windowStart) {
        return windowStart >= from.toEpochMilli() && Windows.endOf(windowStart) <= to.toEpochMilli();
    }

    /** Whether a raw record is read. */
    boolean holds(int partition, long offset) {
        return raw.entrySet().stream()
                .anyMatch(entry -> entry.getKey().partition() == partition
                        && entry.getValue().contains(offset));
    }

    /** Whether DynamoDB may have deleted a window, as it should. */
    boolean mayHaveExpired(long windowStart) {
        return isPast(windowStart, keep);
    }

    /** Whether Kafka may have deleted a window, as it should. */
    boolean mayHaveLeftTheTopic(long windowStart) {
        return resultsKept != null && isPast(windowStart, resultsKept);
    }

    private static boolean isPast(long windowStart, Duration kept) {
        return Instant.ofEpochMilli(Windows.endOf(windowStart)).plus(kept).isBefore(Instant.now());
    }
}
