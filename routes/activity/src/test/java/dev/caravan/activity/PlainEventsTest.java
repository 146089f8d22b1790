package dev.caravan.activity;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken quickly, the contract takes too, with the same response and the same records; and usual events are taken. */
class PlainEventsTest {
    @Provide
    Arbitrary<List<String>> plainBatches() {
        return EventBodies.plainBatches();
    }

    @Provide
    Arbitrary<List<String>> batches() {
        return EventBodies.batches();
    }

    @Provide
    Arbitrary<byte[]> mutations() {
        return EventBodies.mutations();
    }

    @Property(tries = 500)
    void takesPlainBatches(@ForAll("plainBatches") List<String> events, @ForAll boolean lines) {
        var body = body(events, lines);
        assertThat(EventResultOf.quickly(body, lines)).isNotNull().isEqualTo(EventResultOf.byContract(body, lines));
    }

    @Property(tries = 4000)
    void agreesOnBatches(@ForAll("batches") List<String> events, @ForAll boolean lines) {
        assertAgreement(body(events, lines), lines);
    }

    @Property(tries = 4000)
    void agreesOnMutations(@ForAll("mutations") byte[] body, @ForAll boolean lines) {
        assertAgreement(body, lines);
    }

    @Property(tries = 1000)
    void agreesOnSingleEvents(@ForAll("batches") List<String> events) {
        var body = utf8(String.join("", events));
        var quickly = EventResultOf.oneQuickly(body);
        if (quickly != null) {
            assertThat(quickly).isEqualTo(EventResultOf.oneByContract(body));
        }
    }

    @Test
    void agreesOnEveryMemberWithEveryValue() {
        var required = Map.of("user_id", "\"u\"", "product_id", "\"42\"", "event_type", "\"VIEW\"");
        for (var name : EventBodies.NAMES) {
            for (var value : Stream.of(EventBodies.STRINGS, EventBodies.TIMES, EventBodies.VALUES)
                    .flatMap(List::stream)
                    .toList()) {
                var members = new TreeMap<>(required);
                members.put(name, value);
                var event = members.entrySet().stream()
                        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
                assertAgreement(body(List.of(event), false), false);
                assertAgreement(body(List.of(event), true), true);
            }
        }
    }

    @Test
    void takesAsManyEventsAsABatchMayHave() {
        for (var lines : List.of(true, false)) {
            var most = body(Collections.nCopies(1000, EventBodies.USUAL), lines);
            assertThat(EventResultOf.quickly(most, lines)).isNotNull().isEqualTo(EventResultOf.byContract(most, lines));
            assertThat(EventResultOf.quickly(body(Collections.nCopies(1001, EventBodies.USUAL), lines), lines))
                    .isNull();
            assertThat(EventResultOf.quickly(body(List.of(), lines), lines)).isNull();
        }
    }

    @Test
    void keepsTheBytesOfACompleteEvent() {
        var body = utf8("[ " + EventBodies.USUAL.replace(",", " , ") + " ]");
        assertThat(new PlainEvents.Batches().read(body, false))
                .extracting(PlainEvents::events, as(InstanceOfAssertFactories.LIST))
                .singleElement()
                .isInstanceOfSatisfying(
                        RawEvent.class, event -> assertThat(event.size()).isEqualTo(body.length - 4));
    }

    @Test
    void leavesTheFutureToTheContract() {
        Function<Duration, String> ahead = duration -> EventBodies.USUAL.replace(
                "2024-01-01T12:00:00Z", EventIntake.timestamp(Instant.now().plus(duration)));
        assertThat(EventResultOf.quickly(body(List.of(ahead.apply(Duration.ofSeconds(290))), false), false))
                .isNotNull();
        assertThat(EventResultOf.quickly(body(List.of(ahead.apply(Duration.ofSeconds(301))), false), false))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[{}]",
                "[{\"user_id\":\"u\",\"product_id\":\"42\"}]",
                "[{\"user_id\":\"u\",\"product_id\":\"42\",\"event_type\":\"V\",\"colour\":\"red\"}]",
                "[{\"user_id\":\"u\",\"product_id\":\"42\",\"event_type\":\"V\",\"user_id\":\"u\"}]",
                "[{\"user_id\":\"u\",\"product_id\":\"42\",\"event_type\":\"V\"},]",
                "[{\"user_id\":\"u\",\"product_id\":\"42\",\"event_type\":\"V\"}][]",
                "[{\"user_id\":\"u\",\"product_id\":\"42\",\"event_type\":\"V\"}"
            })
    void leavesTheRestToTheContract(String body) {
        assertThat(EventResultOf.quickly(utf8(body), false)).isNull();
    }

    /** Lines of which one runs on are no lines. */
    @Test
    void takesNoEventAcrossLines() {
        var body = utf8(EventBodies.USUAL.replace(",\"metadata\"", ",\n\"metadata\""));
        assertThat(EventResultOf.quickly(body, true)).isNull();
        assertThat(EventResultOf.quickly(utf8(EventBodies.USUAL + EventBodies.USUAL), true))
                .isNull();
    }

    private static void assertAgreement(byte[] body, boolean lines) {
        var quickly = EventResultOf.quickly(body, lines);
        if (quickly != null) {
            assertThat(quickly).isEqualTo(EventResultOf.byContract(body, lines));
        }
    }

    private static byte[] body(List<String> events, boolean lines) {
        return utf8(lines ? String.join("\n", events) : "[" + String.join(",", events) + "]");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
