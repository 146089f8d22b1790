package dev.caravan.shared.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KafkaRecordsTest {
    private final AtomicLong clock = new AtomicLong();

    @Test
    void givesOutEachRecordInTurn() {
        var seen = new ArrayList<String>();
        for (var message : records("a", "b")) {
            seen.add(text(message.getHeader("kafka.KEY"))
                    + text(message.getHeaders().get("event_id"))
                    + text(message.getBody())
                    + message.getHeaders().size());
        }
        assertThat(seen).containsExactly("aid-a{}1", "bid-b{}1");
    }

    @Test
    void changesRecordsWithoutTouchingThoseBefore() {
        var records = records("a", "b");
        var changed = records.map(record -> record.with("event_id", "new").with("more", "x"));
        assertThat(changed.records())
                .extracting(record -> record.text("event_id"))
                .containsExactly("new", "new");
        assertThat(changed.records()).extracting(record -> record.text("more")).containsExactly("x", "x");
        assertThat(records.records())
                .extracting(record -> record.text("event_id"))
                .containsExactly("id-a", "id-b");
    }

    @Test
    void givesUpWhenRecordsWaitOneAfterTheOther() {
        var each = records("a", "b", "c").iterator();
        each.next();
        clock.addAndGet(Duration.ofMillis(800).toNanos());
        each.next();
        clock.addAndGet(Duration.ofMillis(800).toNanos());
        assertThatThrownBy(each::next).isInstanceOf(RuntimeCamelException.class);
    }

    private KafkaRecords records(String... keys) {
        var records = new ArrayList<KafkaRecord>();
        for (var key : keys) {
            records.add(
                    new KafkaRecord(utf8(key), utf8("{}"), List.of(KafkaRecord.header("event_id", utf8("id-" + key)))));
        }
        return new KafkaRecords(new DefaultCamelContext(), records, Duration.ofSeconds(1), clock::get);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(@Nullable Object bytes) {
        return new String((byte[]) Objects.requireNonNull(bytes), StandardCharsets.UTF_8);
    }
}
