package dev.caravan.window.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.window.event.Activity;
import dev.caravan.window.event.Windows;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever clocks say and cables do, no event that the broker took within ten seconds of its happening meets an event time
 * that is past it; and time goes on when all is well again. The oracle knows when each record was written, and nothing of how
 * the job tells time.
 */
class HonestEventsTest {

    private static final long START = 1_704_110_400_000L;

    @Property(tries = 300)
    void areNeverLate(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int partitions,
            @ForAll @IntRange(min = 1, max = 4) int parallelism)
            throws Exception {
        var random = new Random(seed);
        var topic = new SimulatedTopic(random, partitions, START);
        try (var job = new SimulatedJob(random, topic, parallelism)) {
            job.setWitness((written, eventTime) -> {
                if (written.isHonest()) {
                    assertThat(eventTime)
                            .as("event time when %s of %d is read", written, written.time())
                            .isLessThan(((Activity) written.record()).time());
                }
            });
            job.assignPartitions(false);
            for (int step = 0; step < 400; step++) {
                live(random, topic, job);
                assertThat(job.eventTime())
                        .as("event time is never in the future")
                        .isLessThan(topic.now() - SimulatedTopic.OUT_OF_ORDER);
            }
            recover(topic, job);
            long newest = START + 3_600_000;
            assertThat(topic.now()).isLessThan(newest);
            assertThat(job.read()).as("everything is read").isEqualTo(topic.written());
            assertThat(job.eventTime())
                    .as("event time reaches the last honest event's window")
                    .isGreaterThanOrEqualTo(Windows.lastOf(Windows.startOf(lastHonest)));
        }
    }

    private long lastHonest = START;

    /** A little of everything. */
    private void live(Random random, SimulatedTopic topic, SimulatedJob job) throws Exception {
        switch (random.nextInt(12)) {
            case 0 -> topic.pass(random.nextInt(20_000));
            case 1 -> topic.setAway(random.nextInt(3) == 0);
            case 2 -> topic.setStandingStill(random.nextInt(topic.size()), random.nextBoolean());
            case 3 -> {
                if (topic.size() < 7 && random.nextInt(20) == 0) {
                    topic.addPartition();
                }
            }
            case 4 -> job.assignPartitions(true);
            case 5, 6 -> job.look();
            case 7 -> job.deliverToWatch();
            default -> {
                int partition = random.nextInt(topic.size());
                for (int i = random.nextInt(20); i > 0; i--) {
                    topic.write(partition, false);
                    topic.pass(random.nextInt(50));
                }
            }
        }
        for (var task : job.tasks()) {
            if (random.nextBoolean()) {
                task.deliverMail();
            }
            task.poll(random.nextInt(30));
            task.tick();
        }
        topic.pass(random.nextInt(300));
    }

    /** All is well again, and the topic goes quiet. */
    private void recover(SimulatedTopic topic, SimulatedJob job) throws Exception {
        topic.setAway(false);
        for (int partition = 0; partition < topic.size(); partition++) {
            topic.setStandingStill(partition, false);
        }
        job.assignPartitions(true);
        topic.write(0, true);
        lastHonest = topic.now() - SimulatedTopic.OUT_OF_ORDER;
        for (int second = 0; second < 100; second++) {
            topic.pass(1_000);
            job.look();
            for (var task : job.tasks()) {
                task.deliverMail();
                task.poll(1_000);
                task.tick();
            }
        }
    }
}
