package dev.caravan.window.event;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.OptionalLong;

/**
 * Reads the date-time of <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339, section 5.6</a>, in
 * every form that it allows: {@code T}, {@code t} or a space, any number of fraction digits, {@code Z}, {@code z} or an
 * offset, and leap seconds. Anything else is refused.
 */
public final class Rfc3339 {

    private static final int DATE_TIME_LENGTH = 19;
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private Rfc3339() {}

    /**
     * Reads a date-time.
     *
     * @param text the text
     * @return milliseconds of the epoch, rounded down, or empty if the text is no RFC 3339 date-time. A leap second
     *     counts as the last millisecond of its minute.
     */
    public static OptionalLong toMillis(CharSequence text) {
        int length = text.length();
        if (length < DATE_TIME_LENGTH + 1
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || "Tt ".indexOf(text.charAt(10)) < 0
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return OptionalLong.empty();
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        if (year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 60) {
            return OptionalLong.empty();
        }
        int at = DATE_TIME_LENGTH;
        int millis = 0;
        if (text.charAt(at) == '.') {
            int first = ++at;
            int weight = 100;
            while (at < length && isDigit(text.charAt(at))) {
                millis += (text.charAt(at) - '0') * weight;
                weight /= 10;
                at++;
            }
            if (at == first) {
                return OptionalLong.empty();
            }
        }
        int offsetMinutes = offsetMinutes(text, at);
        if (offsetMinutes == Integer.MIN_VALUE) {
            return OptionalLong.empty();
        }
        long minutes = LocalDate.of(year, month, day).toEpochDay() * 1440 + hour * 60L + minute - offsetMinutes;
        if (second == 60) {
            return isLeapMinute(minutes) ? OptionalLong.of(minutes * 60_000 + 59_999) : OptionalLong.empty();
        }
        return OptionalLong.of(minutes * 60_000 + second * 1_000L + millis);
    }

    /** Minutes east of UTC, or {@link Integer#MIN_VALUE} if the rest of the text is no offset. */
    private static int offsetMinutes(CharSequence text, int at) {
        int left = text.length() - at;
        if (left == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            return 0;
        }
        if (left != 6 || "+-".indexOf(text.charAt(at)) < 0 || text.charAt(at + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = digits(text, at + 1, at + 3);
        int minutes = digits(text, at + 4, at + 6);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int east = hours * 60 + minutes;
        return text.charAt(at) == '-' ? -east : east;
    }

    /** Leap seconds are inserted only after 23:59:59 UTC on the last day of a month. */
    private static boolean isLeapMinute(long epochMinute) {
        long nextDay = epochMinute + 1;
        return nextDay * 60_000 % MILLIS_PER_DAY == 0
                && LocalDate.ofEpochDay(Math.floorDiv(nextDay, 1440)).getDayOfMonth() == 1;
    }

    private static int digits(CharSequence text, int from, int to) {
        int value = 0;
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (!isDigit(c)) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
