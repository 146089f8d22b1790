package dev.caravan.activity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** Knows the usual form of a time, {@code 2026-01-31T12:00:00.123Z}, and which are certainly not after another. */
final class PlainTime {
    private static final int SECONDS_LENGTH = 19;
    private static final int MOST_DIGITS = 9;
    private static final int NO_DIGITS = -1000;

    private final byte[] bound;

    /** @param bound what is in time is before the second that this is in */
    PlainTime(Instant bound) {
        // in this form, what is earlier is less
        this.bound = bound.truncatedTo(ChronoUnit.SECONDS).toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether this text is a time in the usual form, in the calendar, and in time. */
    boolean isInTime(byte[] text, int from, int to) {
        if (to - from <= SECONDS_LENGTH
                || text[to - 1] != 'Z'
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || text[from + 10] != 'T'
                || text[from + 13] != ':'
                || text[from + 16] != ':') {
            return false;
        }
        var year = twoDigits(text, from) * 100 + twoDigits(text, from + 2);
        var month = twoDigits(text, from + 5);
        var day = twoDigits(text, from + 8);
        var hour = twoDigits(text, from + 11);
        var minute = twoDigits(text, from + 14);
        var second = twoDigits(text, from + 17);
        return year >= 1970
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= daysOfMonth(year, month)
                && hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 59
                && isFraction(text, from + SECONDS_LENGTH, to - 1)
                && Arrays.compare(text, from, from + SECONDS_LENGTH, bound, 0, SECONDS_LENGTH) < 0;
    }

    private static boolean isFraction(byte[] text, int from, int to) {
        if (from == to) {
            return true;
        }
        if (text[from] != '.' || to - from < 2 || to - from > MOST_DIGITS + 1) {
            return false;
        }
        for (var at = from + 1; at < to; at++) {
            if (!isDigit(text[at])) {
                return false;
            }
        }
        return true;
    }

    private static int daysOfMonth(int year, int month) {
        return switch (month) {
            case 2 -> (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** The number, or one far below zero. */
    private static int twoDigits(byte[] text, int at) {
        return isDigit(text[at]) && isDigit(text[at + 1]) ? (text[at] - '0') * 10 + text[at + 1] - '0' : NO_DIGITS;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
