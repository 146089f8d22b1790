package dev.caravan.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.cli.pipeline.PlayedJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator looks at what the window job refused, and sends it again. */
class DeadLettersTest {

    private static final String AHEAD =
            "{\"user_id\":\"u\",\"product_id\":\"p\",\"event_type\":\"VIEW\",\"timestamp\":\"2024-01-01T13:00:00Z\"}";
    private static final String CUT_OFF = "{\"user_id\":";

    @TempDir
    Path home;

    private final PlayedJob job = new PlayedJob();
    private String ahead = "";
    private String cutOff = "";

    @BeforeEach
    void refuseTwo() throws Exception {
        ahead = refuse(AHEAD, "timestamp is more than 300 s ahead");
        cutOff = refuse(CUT_OFF, "not valid JSON");
    }

    private String refuse(String value, String reason) throws Exception {
        RecordMetadata raw = job.raw(value, Instant.parse("2024-01-01T12:00:00Z"));
        job.deadLetter(value, reason, raw);
        return raw.partition() + ":" + raw.offset();
    }

    @AfterEach
    void close() {
        job.close();
    }

    private Cli.Outcome dlq(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "dlq";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Cli.at(home).run(job.settings(), all);
    }

    @Test
    void areListedAndShownWithTheirReasonsAndBytes() {
        assertThat(dlq("list").out()).contains(ahead, "timestamp is more than 300 s ahead", cutOff, "not valid JSON");
        assertThat(dlq("list", "--reason", "ahead").out()).contains(ahead).doesNotContain(cutOff);
        assertThat(dlq("show", cutOff).out()).contains("not valid JSON").contains(CUT_OFF);
        assertThat(dlq("show", cutOff, "--value").out()).isEqualTo(CUT_OFF);
        var unknown = dlq("show", "0:999");
        assertThat(unknown.status()).isNotZero();
        assertThat(unknown.err()).contains("There is no dead letter 0:999");
    }

    @Test
    void areSentAgainOnceAndOnlyWhenTheyCanBeCounted() throws Exception {
        var all = dlq("replay", "--all");
        assertThat(all.status()).as("one could not be sent").isEqualTo(1);
        assertThat(all.out()).contains("sent").contains("not sent, still malformed: not valid JSON");
        assertThat(job.rawValues()).containsExactlyInAnyOrder(AHEAD, CUT_OFF, AHEAD);

        var again = dlq("replay", ahead);
        assertThat(again.status()).isZero();
        assertThat(again.out()).contains("was sent at");
        assertThat(job.rawValues()).hasSize(3);

        var mended = Files.writeString(home.resolve("mended.json"), AHEAD.replace("\"u\"", "\"mended\""));
        assertThat(dlq("replay", cutOff, "--with", mended.toString(), "--dry-run")
                        .out())
                .contains("would be sent");
        assertThat(job.rawValues()).hasSize(3);
        assertThat(dlq("replay", cutOff, "--with", mended.toString()).status()).isZero();
        assertThat(job.rawValues()).hasSize(4).contains(Files.readString(mended));
        assertThat(dlq("list", "--json").out()).contains("\"replayed_at\"").doesNotContain("\"replayed_at\":null");
    }
}
