package dev.caravan.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the date-time of <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339, section 5.6</a>, in
 * every form that it allows: {@code T}, {@code t} or a space, any number of fraction digits, {@code Z}, {@code z} or an
 * offset, and leap seconds. Anything else is refused, also what lies in UTC outside
 * of the years 0000 to 9999, which RFC 3339 could not write.
 */
public final class Rfc3339 {

    /** The response of {@link #toMillis(byte[], int, int)} where there is no time. No year of four digits is so early. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** 0000-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z: an offset may lead out of the years that RFC 3339 can write. */
    private static final long EARLIEST = -62_167_219_200_000L;

    private static final long LATEST = 253_402_300_799_999L;

    private static final int DATE_TIME_LENGTH = 19;
    private static final int MINUTES_PER_DAY = 1440;
    private static final int NO_DIGITS = -1_000_000;
    private static final int NO_OFFSET = Integer.MIN_VALUE;

    private Rfc3339() {}

    /**
     * Reads a date-time.
     *
     * @param text the text
     * @return milliseconds of the epoch, rounded down, or empty if the text is no RFC 3339 date-time. A leap second
     *     counts as the last millisecond of its minute.
     */
    public static OptionalLong toMillis(String text) {
        // Whatever is not Latin-1 becomes a question mark, which has no place in a date-time.
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        long millis = toMillis(bytes, 0, bytes.length);
        return millis == NO_TIME ? OptionalLong.empty() : OptionalLong.of(millis);
    }

    /**
     * Reads a date-time to the nanosecond; further digits are dropped.
     *
     * @return null if the text is no RFC 3339 date-time
     */
    public static @Nullable Instant toInstant(String text) {
        OptionalLong millis = toMillis(text);
        if (millis.isEmpty()) {
            return null;
        }
        int nanos = 0;
        boolean leaps = text.startsWith("60", DATE_TIME_LENGTH - 2);
        if (text.charAt(DATE_TIME_LENGTH) == '.' && !leaps) {
            int weight = 100_000_000;
            for (int at = DATE_TIME_LENGTH + 1; weight > 0 && Character.isDigit(text.charAt(at)); at++) {
                // the first three digits are the milliseconds
                nanos += weight < 1_000_000 ? (text.charAt(at) - '0') * weight : 0;
                weight /= 10;
            }
        }
        return Instant.ofEpochMilli(millis.getAsLong()).plusNanos(nanos);
    }

    /** The same for bytes {@code from} (inclusive) to {@code to} (exclusive) of ASCII text; {@link #NO_TIME} if none. */
    public static long toMillis(byte[] text, int from, int to) {
        int length = to - from;
        if (length < DATE_TIME_LENGTH + 1
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || !separatesDateAndTime(text[from + 10])
                || text[from + 13] != ':'
                || text[from + 16] != ':') {
            return NO_TIME;
        }
        int year = twoDigits(text, from) * 100 + twoDigits(text, from + 2);
        int month = twoDigits(text, from + 5);
        int day = twoDigits(text, from + 8);
        int hour = twoDigits(text, from + 11);
        int minute = twoDigits(text, from + 14);
        int second = twoDigits(text, from + 17);
        if (year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > daysOfMonth(year, month)
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 60) {
            return NO_TIME;
        }
        int at = from + DATE_TIME_LENGTH;
        int millis = 0;
        if (text[at] == '.') {
            int first = ++at;
            int weight = 100;
            while (at < to && isDigit(text[at])) {
                millis += (text[at] - '0') * weight;
                weight /= 10;
                at++;
            }
            if (at == first) {
                return NO_TIME;
            }
        }
        int offsetMinutes = offsetMinutes(text, at, to);
        if (offsetMinutes == NO_OFFSET) {
            return NO_TIME;
        }
        long minutes = epochDay(year, month, day) * MINUTES_PER_DAY + hour * 60L + minute - offsetMinutes;
        long epochMillis = minutes * 60_000 + second * 1_000L + millis;
        if (second == 60) {
            epochMillis = isLeapMinute(minutes) ? minutes * 60_000 + 59_999 : NO_TIME;
        }
        return epochMillis >= EARLIEST && epochMillis <= LATEST ? epochMillis : NO_TIME;
    }

    private static boolean separatesDateAndTime(byte b) {
        return b == 'T' || b == 't' || b == ' ';
    }

    private static int daysOfMonth(int year, int month) {
        if (month == 2) {
            return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since 1970-01-01, in years that begin in March, so that the leap day is their last. */
    private static long epochDay(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int era = Math.floorDiv(marchYear, 400);
        int yearOfEra = marchYear - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    /** Minutes east of UTC, or {@link #NO_OFFSET} if the rest of the text is no offset. */
    private static int offsetMinutes(byte[] text, int at, int to) {
        int left = to - at;
        if (left == 1 && (text[at] == 'Z' || text[at] == 'z')) {
            return 0;
        }
        if (left != 6 || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':') {
            return NO_OFFSET;
        }
        int hours = twoDigits(text, at + 1);
        int minutes = twoDigits(text, at + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return NO_OFFSET;
        }
        int east = hours * 60 + minutes;
        return text[at] == '-' ? -east : east;
    }

    /** Leap seconds are inserted only after 23:59:59 UTC on the last day of a month. */
    private static boolean isLeapMinute(long epochMinute) {
        long next = epochMinute + 1;
        return Math.floorMod(next, MINUTES_PER_DAY) == 0
                && LocalDate.ofEpochDay(Math.floorDiv(next, MINUTES_PER_DAY)).getDayOfMonth() == 1;
    }

    /** The number, far below zero if these are not two digits. */
    private static int twoDigits(byte[] text, int at) {
        return isDigit(text[at]) && isDigit(text[at + 1]) ? (text[at] - '0') * 10 + text[at + 1] - '0' : NO_DIGITS;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
