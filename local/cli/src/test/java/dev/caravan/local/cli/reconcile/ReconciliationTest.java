package dev.caravan.local.cli.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.dlq.DeadLetters;
import dev.caravan.local.cli.pipeline.Pipeline;
import dev.caravan.local.cli.pipeline.PlayedJob;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.testing.LocalKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconciliationTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");
    private static final Instant NEXT = NOON.plusSeconds(60);
    private static final Instant OPEN = NOON.plusSeconds(120);

    private final PlayedJob job = new PlayedJob();

    @AfterEach
    void close() {
        job.close();
    }

    /** Two windows of product p, one of q, one still open; a malformed record and a late event. */
    private void events() throws Exception {
        for (String user : List.of("a", "b", "a")) {
            job.event(user, "p", NOON.plusSeconds(1));
            job.event(user, "q|x", NEXT);
        }
        job.event("a", "p", NEXT.plusSeconds(59));
        job.event("z", "p", OPEN);
        var malformed = job.raw("{", NEXT);
        job.deadLetter("{", "not valid JSON", malformed);
        var late = job.event("late", "p", NOON, NOON.plusMillis(10_001));
        job.late("p", NOON, late);
    }

    private Map<String, @Nullable Object> compare() throws Exception {
        return compare(null, null);
    }

    private Map<String, @Nullable Object> compare(@Nullable Instant from, @Nullable Instant to) throws Exception {
        return new Reconciliation(job.pipeline(), from, to).run(Duration.ZERO).facts();
    }

    @Test
    void findsEqualWhatIsEqual() throws Exception {
        events();
        job.finished(OPEN);
        job.result("p", NOON, 2L, 2L);
        job.result("p", NEXT, 1L, 1L);
        job.result("q|x", NEXT, 2L, 2L);
        assertThat(compare())
                .containsEntry("equal", true)
                .containsEntry("windows", 3L)
                .containsEntry("raw_records", 10L)
                .containsEntry("counted", 7L)
                .containsEntry("late", 1L)
                .containsEntry("malformed", 1L)
                .containsEntry("in_other_windows", 1L)
                .containsEntry("as_of", OPEN.toString());
    }

    @Test
    void namesEveryWindowThatDiffers() throws Exception {
        events();
        job.finished(OPEN);
        job.result("p", NOON, 3L, 2L);
        job.result("p", NEXT, 1L, null);
        job.result("invented", NEXT, 1L, 1L);
        var facts = compare();
        assertThat(facts).containsEntry("equal", false).containsEntry("difference_count", 4L);
        assertThat(String.valueOf(facts.get("differences")))
                .contains(
                        "product_id=p, window_start=2024-01-01T12:00:00Z, recounted=2, dynamodb=3, topic=2",
                        "product_id=p, window_start=2024-01-01T12:01:00Z, recounted=1, dynamodb=1, topic=null",
                        "product_id=q|x, window_start=2024-01-01T12:01:00Z, recounted=2, dynamodb=null, topic=null",
                        "product_id=invented, window_start=2024-01-01T12:01:00Z, recounted=0, dynamodb=1, topic=1");
    }

    @Test
    void namesEveryRecordThatIsNotWhereItBelongs() throws Exception {
        var lost = job.raw("nonsense", NOON);
        var valid = job.event("a", "p", NOON);
        job.deadLetter("?", "no reason", valid);
        job.late("p", NEXT, valid);
        job.finished(OPEN);
        job.result("p", NOON, 1L, 1L);
        assertThat(String.valueOf(compare().get("differences")))
                .contains(
                        "partition=%d, offset=%d, what=is malformed, but no dead letter"
                                .formatted(lost.partition(), lost.offset()),
                        "partition=%d, offset=%d, what=is a dead letter, but is a valid event"
                                .formatted(valid.partition(), valid.offset()),
                        "partition=%d, offset=%d, what=is in the topic of late events, but is no event of that window"
                                .formatted(valid.partition(), valid.offset()));
    }

    @Test
    void findsAnEventThatIsCalledLateThoughItCameInTime() throws Exception {
        job.event("a", "p", NOON);
        var inTime = job.event("b", "p", NOON, NOON.plusSeconds(10));
        var ahead = job.event("c", "p", NOON.plusSeconds(30), NOON.plusSeconds(11));
        job.late("p", NOON, inTime);
        job.late("p", NOON, ahead);
        job.finished(OPEN);
        job.result("p", NOON, 1L, 1L);
        var facts = compare();
        assertThat(facts).containsEntry("equal", false).containsEntry("difference_count", 2L);
        assertThat(String.valueOf(facts.get("differences")))
                .contains(
                        "partition=%d, offset=%d, what=is called late, but reached Kafka in time"
                                .formatted(inTime.partition(), inTime.offset()),
                        "partition=%d, offset=%d, what=is called late, but reached Kafka in time"
                                .formatted(ahead.partition(), ahead.offset()));
    }

    @Test
    void doesNotBelieveWhatARunBeforeTheLastStartWithoutStateCalledLate() throws Exception {
        job.event("a", "p", NOON);
        var late = job.event("b", "p", NOON, NOON.plusSeconds(70));
        job.late("p", NOON, late);
        job.result("p", NOON, 1L, 1L);
        job.finished(OPEN);
        assertThat(compare()).containsEntry("equal", true).containsEntry("late", 1L);

        // The next run counts all of it again, and had read less elsewhere when it met this one.
        job.finalUpTo(OPEN, Instant.now().plusSeconds(1));
        job.result("p", NOON, 2L, 2L);
        assertThat(compare()).containsEntry("equal", true).containsEntry("late", 0L);
    }

    @Test
    void readsOnlyWhatTheTimeAskedForNeeds() throws Exception {
        for (int minute = 0; minute < 120; minute++) {
            job.event("u", "p" + minute % 3, NOON.plusSeconds(minute * 60L));
        }
        job.finished(NOON.plusSeconds(3 * 3600));
        for (int minute = 60; minute < 70; minute++) {
            job.result("p" + minute % 3, NOON.plusSeconds(minute * 60L), 1L, null);
        }
        assertThat(compare(NOON.plusSeconds(3600), NOON.plusSeconds(4200)))
                .containsEntry("windows", 10L)
                .as("ten minutes, five before for clocks that are ahead, a minute after")
                .hasEntrySatisfying(
                        "raw_records",
                        read -> assertThat((Long) Objects.requireNonNull(read)).isBetween(15L, 17L));
    }

    @Test
    void logsInAsTheJobDoes(@TempDir Path directory) throws Exception {
        events();
        job.finished(OPEN);
        job.result("p", NOON, 2L, 2L);
        job.result("p", NEXT, 1L, 1L);
        job.result("q|x", NEXT, 2L, 2L);
        var kafka = LocalKafka.shared();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "operator", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "secret")))
                    .all()
                    .get();
        }
        var login = Files.writeString(
                directory.resolve("kafka.properties"),
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config="
                        + "org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"operator\" password=\"secret\";\n");
        Map<String, String> settings = new HashMap<>(job.settings());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServersForLogin());
        settings.put("KAFKA_PROPERTIES_FILE", login.toString());
        assertThat(Reconciliation.of(new Pipeline(settings)).run(Duration.ZERO).facts())
                .containsEntry("equal", true)
                .containsEntry("windows", 3L);
        var letters = new ArrayList<Long>();
        DeadLetters.read(new Pipeline(settings), Instant.EPOCH, (partition, offset) -> letters.add(offset));
        assertThat(letters).hasSize(1);
    }

    @Test
    void comparesOnlyTheWindowsThatItIsAskedFor() throws Exception {
        events();
        job.finished(OPEN);
        job.result("p", NOON, 77L, 77L);
        job.result("p", NEXT, 1L, 1L);
        job.result("q|x", NEXT, 2L, 2L);
        assertThat(compare(NEXT, null)).containsEntry("equal", true).containsEntry("windows", 2L);
        assertThat(compare(null, NEXT)).containsEntry("equal", false).containsEntry("windows", 1L);
    }

    @Test
    void doesNotCallDifferentWhatTheJobHasNotFinishedWith() throws Exception {
        events();
        job.finished(OPEN);
        job.result("p", NOON, 2L, 2L);
        job.result("p", NEXT, 1L, 1L);
        job.result("q|x", NEXT, 2L, 2L);
        // Comes after the window had closed and has not been read yet: it will be late.
        job.event("new", "p", NOON);
        assertThat(compare()).containsEntry("equal", true).containsEntry("raw_records", 10L);
    }

    @Test
    void waitsForOffsetsThatComeAfterTheProgress() throws Exception {
        job.event("a", "p", NOON);
        job.commit();
        job.event("b", "p", NOON);
        job.result("p", NOON, 2L, 2L);
        job.finalUpTo(OPEN);
        assertThat(compare()).as("what the job has committed").containsEntry("equal", false);

        var committing = CompletableFuture.runAsync(
                () -> assertThatCode(job::commit).doesNotThrowAnyException(),
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        assertThat(new Reconciliation(job.pipeline(), null, null)
                        .run(Duration.ofSeconds(30))
                        .facts())
                .containsEntry("equal", true)
                .containsEntry("raw_records", 2L);
        committing.join();
    }

    @Test
    void saysWhenThereIsNothingToCompareYet() throws Exception {
        events();
        assertThatThrownBy(this::compare).isInstanceOf(Failure.class).hasMessageContaining("has not called any window");
    }
}
