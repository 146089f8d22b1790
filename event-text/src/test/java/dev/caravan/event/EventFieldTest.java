package dev.caravan.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFieldTest {
    private static final Map<String, Integer> FIELDS = Map.of(
            "user_id", EventField.USER_ID,
            "product_id", EventField.PRODUCT_ID,
            "event_type", EventField.EVENT_TYPE,
            "timestamp", EventField.TIMESTAMP,
            "event_id", EventField.EVENT_ID,
            "metadata", EventField.METADATA);

    @Test
    void knowsEveryMemberByItsName() {
        FIELDS.forEach((name, field) -> {
            assertThat(named(name + "\":\"x\"}")).as(name).isEqualTo(field);
            assertThat(EventField.nameLength(field)).as(name).isEqualTo(name.length());
        });
    }

    @Test
    void takesNoOtherNameForOne() {
        FIELDS.keySet().forEach(name -> {
            for (int at = 0; at < name.length(); at++) {
                assertThat(named(name.substring(0, at) + "X" + name.substring(at + 1) + "\":\"x\"}"))
                        .as(name + " changed at " + at)
                        .isEqualTo(EventField.UNKNOWN);
            }
            assertThat(named(name + "s\":\"x\"}")).as(name).isEqualTo(EventField.UNKNOWN);
            assertThat(named(name.substring(1) + "\":\"xyz\"}")).as(name).isEqualTo(EventField.UNKNOWN);
        });
    }

    @Test
    void readsNothingBehindTheEnd() {
        assertThat(named("")).isEqualTo(EventField.UNKNOWN);
        assertThat(named("user_id\"")).isEqualTo(EventField.UNKNOWN);
    }

    private static int named(String text) {
        return EventField.named(text.getBytes(StandardCharsets.US_ASCII), 0);
    }
}
