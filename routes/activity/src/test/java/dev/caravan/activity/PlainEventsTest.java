package dev.caravan.activity;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken quickly, the contract takes too, with the same answer and the same records; and usual events are taken. */
class PlainEventsTest {
    private static final String USUAL = "{\"user_id\":\"u1\",\"product_id\":\"42\",\"event_type\":\"VIEW_PRODUCT\","
            + "\"timestamp\":\"2024-01-01T12:00:00Z\",\"metadata\":{\"session_id\":\"s-1\"},\"event_id\":\"e-1\"}";

    private static final List<String> NAMES = List.of(
            "user_id",
            "product_id",
            "event_type",
            "timestamp",
            "metadata",
            "event_id",
            "user_i",
            "user_id2",
            "event_typo",
            "timestamps",
            "\\u0075ser_id",
            "",
            "x",
            "\u00fc");
    private static final List<String> STRINGS = List.of(
            "\"u123\"",
            "\"\"",
            "\" \"",
            "\"\\u0075\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\u00e9\"",
            "\"\ud83d\ude00\"",
            "\"\u007f\"",
            "\"\u0001\"",
            "\"a\nb\"",
            "\"\\\"\"",
            text(64),
            text(65),
            text(128),
            text(129),
            text(33_000));
    private static final List<String> TIMES = List.of(
            "\"2024-01-01T12:00:00Z\"",
            "\"2024-02-29T23:59:59.123456789Z\"",
            "\"2024-02-29T23:59:59.1234567890Z\"",
            "\"2024-01-01T12:00:00.Z\"",
            "\"2024-01-01t12:00:00z\"",
            "\"2024-01-01 12:00:00Z\"",
            "\"2024-01-01T12:00:00+05:30\"",
            "\"2024-01-01T12:00Z\"",
            "\"2024-01-01T24:00:00Z\"",
            "\"2024-01-01T12:60:00Z\"",
            "\"2016-12-31T23:59:60Z\"",
            "\"2023-02-29T00:00:00Z\"",
            "\"1900-02-29T00:00:00Z\"",
            "\"2023-04-31T00:00:00Z\"",
            "\"2023-13-01T00:00:00Z\"",
            "\"2023-00-01T00:00:00Z\"",
            "\"2023-01-00T00:00:00Z\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"1969-12-31T23:59:59Z\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"2024-01-01T12:00:00\"",
            "\"yesterday\"");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "nul",
            "truer",
            "0",
            "-0",
            "-0.0",
            "0.10",
            "01",
            "-",
            "1.",
            ".5",
            "-12.50",
            "0.00000001",
            "1e3",
            "1e999",
            "NaN",
            "123456789012345678",
            "1234567890123456789012345678901234567890123456789012345678901234567890",
            "{}",
            "[]",
            "{ \"a\" : 1.50 , \"b\":null,\"c\":\"d\" }",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1,\"\\u0061\":2}",
            "{\"a\":1,}",
            "{\"a\"}",
            "{\"a\":{\"b\":[]}}",
            "{\"\":\"\\n\"}",
            "");
    private static final List<String> SPACES =
            List.of("", "", "", "", " ", "\t", "\n", "\r\n", "\u0000", "\u000b", "\u00a0", "\ufeff");

    private static String text(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }

    @Provide
    Arbitrary<String> plainEvents() {
        var metadata = Arbitraries.of("", "{}", "{\"n\":-1,\"s\":\"t\"}", "{ \"x\" : null , \"y\" : 2.50 }");
        var id = Arbitraries.of("", "", "\"e-1\"", text(128));
        var time = Arbitraries.of("", TIMES.get(0), TIMES.get(1), "\"2020-02-29T00:00:00.5Z\"");
        return Combinators.combine(
                        id, time, metadata, Arbitraries.of("", " "), Arbitraries.randomValue(Random::nextLong))
                .as((sentId, sentTime, sentMetadata, space, seed) -> {
                    var members = new ArrayList<>(
                            List.of("\"user_id\":\"u\"", "\"product_id\":\"42\"", "\"event_type\":\"VIEW\""));
                    if (!sentId.isEmpty()) {
                        members.add("\"event_id\":" + sentId);
                    }
                    if (!sentTime.isEmpty()) {
                        members.add("\"timestamp\" : " + sentTime);
                    }
                    if (!sentMetadata.isEmpty()) {
                        members.add("\"metadata\":" + sentMetadata);
                    }
                    Collections.shuffle(members, new Random(seed));
                    return "{" + space + String.join("," + space, members) + space + "}";
                });
    }

    @Provide
    Arbitrary<String> strangeEvents() {
        var member = Combinators.combine(
                        Arbitraries.of(NAMES),
                        Arbitraries.oneOf(Arbitraries.of(STRINGS), Arbitraries.of(TIMES), Arbitraries.of(VALUES)),
                        Arbitraries.of(SPACES))
                .as((name, value, space) -> "\"" + name + "\"" + space + ":" + space + value + space);
        var times = Arbitraries.of(TIMES).map(time -> "\"timestamp\":" + time);
        return Combinators.combine(
                        member.list().ofMaxSize(2),
                        times.optional(),
                        Arbitraries.of(SPACES),
                        Arbitraries.randomValue(Random::nextLong))
                .as((others, time, space, seed) -> {
                    var members = new ArrayList<>(others);
                    members.add("\"user_id\":\"u\"");
                    members.add("\"product_id\" : \"42\"");
                    members.add("\"event_type\":\"VIEW\"");
                    time.ifPresent(members::add);
                    Collections.shuffle(members, new Random(seed));
                    return space + "{" + String.join(space + ",", members) + "}" + space;
                });
    }

    @Provide
    Arbitrary<List<String>> plainBatches() {
        return plainEvents().list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> batches() {
        return Arbitraries.frequencyOf(Tuple.of(3, plainEvents()), Tuple.of(1, strangeEvents()))
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<byte[]> mutations() {
        var seed = "[" + USUAL + ", " + USUAL.replace("\"s-1\"", "-12.50").replace("00Z", "00.125Z") + "]\n" + USUAL
                + "\r\n\n" + USUAL;
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.randomValue(Random::nextLong),
                        Arbitraries.integers().between(0, 3))
                .as((lines, number, edits) -> {
                    var end = seed.indexOf('\n');
                    var plain = lines ? seed.substring(end + 1) : seed.substring(0, end);
                    return mutate(plain.getBytes(StandardCharsets.UTF_8), new Random(number), edits);
                });
    }

    private static byte[] mutate(byte[] seed, Random random, int edits) {
        var interesting = "\"\\{}[]:,0129eE.+-tfnuTZ \n\r\t";
        var bytes = new ArrayList<Byte>();
        for (var b : seed) {
            bytes.add(b);
        }
        for (var edit = 0; edit < edits; edit++) {
            var at = random.nextInt(bytes.size());
            var b = random.nextInt(3) == 0
                    ? (byte) random.nextInt(256)
                    : (byte) interesting.charAt(random.nextInt(interesting.length()));
            switch (random.nextInt(4)) {
                case 0 -> bytes.add(at, b);
                case 1 -> bytes.remove(at);
                default -> bytes.set(at, b);
            }
        }
        var edited = new byte[bytes.size()];
        for (var i = 0; i < edited.length; i++) {
            edited[i] = bytes.get(i);
        }
        return edited;
    }

    @Property(tries = 500)
    void takesPlainBatches(@ForAll("plainBatches") List<String> events, @ForAll boolean lines) {
        var body = body(events, lines);
        assertThat(IntakeOf.quickly(body, lines)).isNotNull().isEqualTo(IntakeOf.byContract(body, lines));
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
        var quickly = IntakeOf.oneQuickly(body);
        if (quickly != null) {
            assertThat(quickly).isEqualTo(IntakeOf.oneByContract(body));
        }
    }

    @Test
    void agreesOnEveryMemberWithEveryValue() {
        var required = Map.of("user_id", "\"u\"", "product_id", "\"42\"", "event_type", "\"VIEW\"");
        for (var name : NAMES) {
            for (var value :
                    Stream.of(STRINGS, TIMES, VALUES).flatMap(List::stream).toList()) {
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
            var most = body(Collections.nCopies(1000, USUAL), lines);
            assertThat(IntakeOf.quickly(most, lines)).isNotNull().isEqualTo(IntakeOf.byContract(most, lines));
            assertThat(IntakeOf.quickly(body(Collections.nCopies(1001, USUAL), lines), lines))
                    .isNull();
            assertThat(IntakeOf.quickly(body(List.of(), lines), lines)).isNull();
        }
    }

    @Test
    void keepsTheBytesOfACompleteEvent() {
        var body = utf8("[ " + USUAL.replace(",", " , ") + " ]");
        assertThat(new PlainEvents.OfBatches().read(body, false))
                .extracting(PlainEvents::events, as(InstanceOfAssertFactories.LIST))
                .singleElement()
                .isInstanceOfSatisfying(
                        RawEvent.class, event -> assertThat(event.size()).isEqualTo(body.length - 4));
    }

    @Test
    void leavesTheFutureToTheContract() {
        Function<Duration, String> ahead = duration -> USUAL.replace(
                "2024-01-01T12:00:00Z", SentEvent.timestamp(Instant.now().plus(duration)));
        assertThat(IntakeOf.quickly(body(List.of(ahead.apply(Duration.ofSeconds(290))), false), false))
                .isNotNull();
        assertThat(IntakeOf.quickly(body(List.of(ahead.apply(Duration.ofSeconds(301))), false), false))
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
        assertThat(IntakeOf.quickly(utf8(body), false)).isNull();
    }

    /** Lines of which one runs on are no lines. */
    @Test
    void takesNoEventAcrossLines() {
        var body = utf8(USUAL.replace(",\"metadata\"", ",\n\"metadata\""));
        assertThat(IntakeOf.quickly(body, true)).isNull();
        assertThat(IntakeOf.quickly(utf8(USUAL + USUAL), true)).isNull();
    }

    private static void assertAgreement(byte[] body, boolean lines) {
        var quickly = IntakeOf.quickly(body, lines);
        if (quickly != null) {
            assertThat(quickly).isEqualTo(IntakeOf.byContract(body, lines));
        }
    }

    private static byte[] body(List<String> events, boolean lines) {
        return utf8(lines ? String.join("\n", events) : "[" + String.join(",", events) + "]");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
