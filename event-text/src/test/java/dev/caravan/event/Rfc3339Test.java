package dev.caravan.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T12:00:00Z, 2024-01-01T12:00:00Z",
        "2024-01-01t12:00:00z, 2024-01-01T12:00:00Z",
        "2024-01-01 12:00:00Z, 2024-01-01T12:00:00Z",
        "2024-02-29T23:59:59.999999999Z, 2024-02-29T23:59:59.999Z",
        "2024-01-01T12:00:00.1Z, 2024-01-01T12:00:00.100Z",
        "1985-04-12T23:20:50.52Z, 1985-04-12T23:20:50.520Z",
        "1996-12-19T16:39:57-08:00, 1996-12-20T00:39:57Z",
        "2024-01-01T12:00:00-00:00, 2024-01-01T12:00:00Z",
        "1990-12-31T23:59:60Z, 1990-12-31T23:59:59.999Z",
        "1990-12-31T15:59:60-08:00, 1990-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "0000-02-29T00:00:00Z, 0000-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
        "2016-12-31T23:59:60.999Z, 2016-12-31T23:59:59.999Z",
        "2017-01-01T05:29:60+05:30, 2016-12-31T23:59:59.999Z",
        "2024-01-01T12:00:00.123456789012345678901234567890Z, 2024-01-01T12:00:00.123Z",
        "2024-01-01T12:00:00+23:59, 2023-12-31T12:01:00Z"
    })
    void readsEveryLegalForm(String text, Instant expected) {
        assertThat(Rfc3339.toMillis(text)).hasValue(expected.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-01-01",
                "2024-01-01T12:00:00",
                "2024-01-01T12:00Z",
                "2024-1-01T12:00:00Z",
                "2023-02-29T00:00:00Z",
                "2024-13-01T00:00:00Z",
                "2024-00-01T00:00:00Z",
                "2024-01-32T00:00:00Z",
                "2024-01-01T24:00:00Z",
                "2024-01-01T12:60:00Z",
                "2024-01-01T12:00:61Z",
                "2024-01-01T12:00:60Z",
                "2024-01-01T12:00:00.Z",
                "2024-01-01T12:00:00,5Z",
                "2024-01-01T12:00:00+0100",
                "2024-01-01T12:00:00+24:00",
                "2024-01-01T12:00:00+01",
                "2024-01-01T12:00:00ZZ",
                "+2024-01-01T12:00:00Z",
                "20240101T120000Z",
                "2024-01-01T12:00:00 Z",
                "1704110400",
                "\u0662024-01-01T12:00:00Z",
                "2024-01-01T12:00:00Z ",
                "0000-01-01T00:00:00+00:01",
                "9999-12-31T23:59:00-00:01",
                "-001-01-01T00:00:00Z",
                "2024-01-01T12:00:00-1:00",
                "2024-01-01T12:00:00\u2212 01:00",
                "2024-01-01T12:00:00.\u0661Z",
                "2023-12-30T23:59:60Z",
                "2024-01-01T-1:00:00Z",
                "2100-02-29T00:00:00Z"
            })
    void refusesEverythingElse(String text) {
        assertThat(Rfc3339.toMillis(text)).isEmpty();
    }

    @Property(tries = 2000)
    void agreesWithTheJdk(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_214_400_000L) long millis,
            @ForAll @IntRange(min = -1080, max = 1080) int offsetMinutes) {
        var time =
                OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        if (time.getYear() >= 0 && time.getYear() <= 9999) {
            String text = java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
            assertThat(Rfc3339.toMillis(text)).as(text).hasValue(millis);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T12:00:00Z, 2024-01-01T12:00:00Z",
        "2024-01-01T12:00:00.5+02:34, 2024-01-01T09:26:00.5Z",
        "2024-01-01T12:00:00.5Z, 2024-01-01T12:00:00.5Z",
        "2024-01-01T12:00:00.123456Z, 2024-01-01T12:00:00.123456Z",
        "2024-01-01T12:00:00.1234567899999+02:00, 2024-01-01T10:00:00.123456789Z",
        "2016-12-31T23:59:60.9Z, 2016-12-31T23:59:59.999Z",
        "1969-12-31T23:59:59.000001Z, 1969-12-31T23:59:59.000001Z"
    })
    void readsTimesToTheNanosecond(String text, Instant instant) {
        assertThat(Rfc3339.toInstant(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-01-01",
                "9999-12-31T23:59:59-18:00",
                "2024-01-01T12:00:00.12345678",
                "2024-01-01T12:00:00.1234"
            })
    void hasNoInstantWhereThereIsNoTime(String text) {
        assertThat(Rfc3339.toInstant(text)).isNull();
    }
}
