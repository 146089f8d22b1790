package dev.caravan.activity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Events and batches of them: usual, strange and damaged. */
final class EventBodies {
    static final String USUAL = "{\"user_id\":\"u1\",\"product_id\":\"42\",\"event_type\":\"VIEW_PRODUCT\","
            + "\"timestamp\":\"2024-01-01T12:00:00Z\",\"metadata\":{\"session_id\":\"s-1\"},\"event_id\":\"e-1\"}";

    static final List<String> NAMES = List.of(
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
    static final List<String> STRINGS = List.of(
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
    static final List<String> TIMES = List.of(
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
    static final List<String> VALUES = List.of(
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
    static final List<String> SPACES =
            List.of("", "", "", "", " ", "\t", "\n", "\r\n", "\u0000", "\u000b", "\u00a0", "\ufeff");

    private EventBodies() {}

    private static String text(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }

    private static Arbitrary<String> plainEvents() {
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

    private static Arbitrary<String> strangeEvents() {
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

    /** Batches of which every event is plain. */
    static Arbitrary<List<String>> plainBatches() {
        return plainEvents().list().ofMinSize(1).ofMaxSize(5);
    }

    /** Batches in which some events are strange: other members, values, times and spaces. */
    static Arbitrary<List<String>> batches() {
        return Arbitraries.frequencyOf(Tuple.of(3, plainEvents()), Tuple.of(1, strangeEvents()))
                .list()
                .ofMaxSize(4);
    }

    /** Plain bodies with a few bytes put in, taken out or changed. */
    static Arbitrary<byte[]> mutations() {
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
}
