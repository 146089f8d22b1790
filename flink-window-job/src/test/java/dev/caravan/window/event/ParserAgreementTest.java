package dev.caravan.window.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fast parser takes, the judge takes too, with the very same content; and the fast one takes usual events. */
class ParserAgreementTest {

    private static final String USUAL =
            "{\"user_id\":\"u123\",\"product_id\":\"42\",\"event_type\":\"VIEW_PRODUCT\",\"timestamp\":\"2024-01-01T12:00:00Z\","
                    + "\"metadata\":{\"session_id\":\"abc\",\"n\":[1,2.5,true,null]}}";
    private static final List<String> STRINGS = List.of(
            "\"u123\"",
            "\"\"",
            "\"p|1\"",
            "\" \"",
            "\"\\u0075\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud800\"",
            "\"\u00e9\"",
            "\"\ud83d\ude00\"",
            "\"\u007f\"",
            "\"\u0001\"",
            "\"\\\"\"",
            "\"" + "x".repeat(1024) + "\"",
            "\"" + "x".repeat(2048) + "\"",
            "\"" + "x".repeat(2049) + "\"",
            "\"2024-01-01T12:00:00Z\"",
            "\"2024-01-01T12:00:00.123456Z\"",
            "\"2024-01-01t12:00:00z\"",
            "\"2024-01-01 12:00:00+05:30\"",
            "\"0001-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"0000-01-01T00:00:00+00:01\"",
            "\"1990-12-31T23:59:60Z\"",
            "\"1990-12-30T23:59:60Z\"",
            "\"2023-02-29T00:00:00Z\"",
            "\"2024-01-01T12:00:00\"");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "nul",
            "truer",
            "0",
            "-0",
            "01",
            "-",
            "1.",
            ".5",
            "1.5",
            "1e3",
            "-1E-3",
            "NaN",
            "+1",
            "123456789012345678901234567890",
            "9".repeat(101),
            "9".repeat(1001),
            "{}",
            "[]",
            "[1,2,{\"user_id\":[]}]",
            "[1,]",
            "{\"a\":1,}",
            "{\"a\"}",
            "{\"session_id\": \"abc\", \"n\": 1.25}",
            "{\"session_id\":\"\\n\"}",
            "{\"a\":{\"b\":{\"c\":null}}}",
            "[".repeat(15) + "]".repeat(15),
            "[".repeat(17) + "]".repeat(17),
            "[".repeat(1001) + "]".repeat(1001),
            "'x'",
            "/* */1",
            "");
    private static final List<String> NAMES = List.of(
            "user_id",
            "product_id",
            "event_type",
            "timestamp",
            "metadata",
            "event_id",
            "user_i",
            "user_id2",
            "metadat",
            "event_idx",
            "event_typo",
            "timestamps",
            "product_ix",
            "\\u0075ser_id",
            "",
            "x",
            "\u00fc",
            "a longer name");
    private static final List<String> SPACES =
            List.of("", "", "", " ", "\n", "\t\r\n  ", "\u0000", "\u000b", "\u00a0", "\ufeff");

    @Provide
    Arbitrary<byte[]> documents() {
        var required = Arbitraries.integers().between(0, 20).map(n -> n > 0);
        var members = Combinators.combine(
                        Arbitraries.of(NAMES),
                        Arbitraries.oneOf(Arbitraries.of(STRINGS), Arbitraries.of(VALUES)),
                        Arbitraries.of(SPACES))
                .as((name, value, space) -> "\"" + name + "\"" + space + ":" + space + value + space);
        var times = Arbitraries.of(STRINGS.subList(STRINGS.size() - 11, STRINGS.size()));
        return Combinators.combine(
                        required,
                        Arbitraries.of(STRINGS),
                        Arbitraries.of(STRINGS),
                        times,
                        members.list().ofMaxSize(4),
                        Arbitraries.of(SPACES),
                        Arbitraries.randomValue(Random::nextLong))
                .as(ParserAgreementTest::document);
    }

    private static byte[] document(
            boolean complete, String user, String product, String time, List<String> others, String space, long seed) {
        List<String> members = new ArrayList<>(others);
        if (complete) {
            members.add("\"user_id\":" + user);
            members.add("\"product_id\" : " + product);
            members.add("\"event_type\":\"VIEW_PRODUCT\"");
            members.add("\"timestamp\":" + time);
        }
        Collections.shuffle(members, new Random(seed));
        return (space + "{" + String.join(space + ",", members) + "}" + space).getBytes(StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<byte[]> mutations() {
        var seeds = Arbitraries.of(
                USUAL,
                "{ \"event_id\" : \"e-1\", \"timestamp\" : \"2024-02-29T23:59:59.999+05:30\" , \"x\" : -12.5e3,\n"
                        + " \"event_type\":\"A\", \"product_id\":\"p|1\", \"user_id\":\"\u00e9\\u00e9\" }");
        return Combinators.combine(
                        seeds,
                        Arbitraries.randomValue(Random::nextLong),
                        Arbitraries.integers().between(0, 4))
                .as((seed, number, edits) -> mutate(seed.getBytes(StandardCharsets.UTF_8), new Random(number), edits));
    }

    private static byte[] mutate(byte[] seed, Random random, int edits) {
        byte[] bytes = seed;
        String interesting = "\"\\{}[]:,0129eE.+-tfnuTZ \n\t";
        for (int edit = 0; edit < edits; edit++) {
            int at = random.nextInt(bytes.length);
            byte b = random.nextInt(3) == 0
                    ? (byte) random.nextInt(256)
                    : (byte) interesting.charAt(random.nextInt(interesting.length()));
            byte[] next;
            switch (random.nextInt(4)) {
                case 0 -> {
                    next = new byte[bytes.length + 1];
                    System.arraycopy(bytes, 0, next, 0, at);
                    next[at] = b;
                    System.arraycopy(bytes, at, next, at + 1, bytes.length - at);
                }
                case 1 -> {
                    next = new byte[bytes.length - 1];
                    System.arraycopy(bytes, 0, next, 0, at);
                    System.arraycopy(bytes, at + 1, next, at, next.length - at);
                }
                default -> {
                    next = bytes.clone();
                    next[at] = b;
                }
            }
            bytes = next.length == 0 ? bytes : next;
        }
        return bytes;
    }

    @Property(tries = 4_000)
    void agreeOnDocumentsOfStrangeMembers(@ForAll("documents") byte[] bytes) {
        assertAgreement(bytes);
    }

    @Property(tries = 6_000)
    void agreeOnMutationsOfAnEvent(@ForAll("mutations") byte[] bytes) {
        assertAgreement(bytes);
    }

    @Property(tries = 1_000)
    void agreeOnAnyBytes(@ForAll byte[] bytes) {
        assertAgreement(bytes);
    }

    /** More of the same, without the costs of a property for each. */
    @Test
    void agreeOnAQuarterOfAMillionMutations() {
        var random = new Random(20_240_101);
        byte[] seed = USUAL.getBytes(StandardCharsets.UTF_8);
        int taken = 0;
        for (int round = 0; round < 250_000; round++) {
            byte[] bytes = mutate(seed, random, random.nextInt(4));
            assertAgreement(bytes);
            taken += AsciiEventParser.parse(bytes) == null ? 0 : 1;
        }
        assertThat(taken).as("mutations that the fast parser took").isBetween(60_000, 200_000);
    }

    private static void assertAgreement(byte[] bytes) {
        ParsedEvent fast = AsciiEventParser.parse(bytes);
        if (fast == null) {
            return;
        }
        try {
            assertThat(fast).isEqualTo(JsonEventParser.parse(bytes));
        } catch (MalformedEventException e) {
            throw new AssertionError("taken, but " + e.reason() + ": " + new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user_id\":\"u123\",\"product_id\":\"42\",\"event_type\":\"VIEW_PRODUCT\",\"timestamp\":\"2024-01-01T12:00:00Z\",\"metadata\":{\"session_id\":\"abc\"}}",
                "{\"event_id\":\"0d1c7a53\",\"user_id\":\"u\",\"product_id\":\"p|1 x\",\"event_type\":\"A\",\"timestamp\":\"2024-01-01T12:00:00.123456+02:00\"}",
                " { \"timestamp\" : \"2024-01-01t12:00:00z\" , \"metadata\" : { } , \"price\" : -12.5 , \"tags\" : [ \"a\" , 1 , null , true ] ,"
                        + " \"user_id\" : \"u\" ,\n\t\"event_type\" : \"A\" , \"product_id\" : \"p\" } \r\n"
            })
    void leaveUsualEventsToTheFastOne(String json) {
        assertThat(AsciiEventParser.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isNotNull();
        assertAgreement(json.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1_000)
    void agreeOnEveryPrefix(@ForAll("mutations") byte[] bytes, @ForAll Random random) {
        byte[] prefix = new byte[random.nextInt(bytes.length + 1)];
        System.arraycopy(bytes, 0, prefix, 0, prefix.length);
        assertAgreement(prefix);
    }
}
