package dev.caravan.testing;

import java.util.ArrayList;
import java.util.List;

/** Values that a schema may allow and that a store, a library or a protocol may trip over. */
final class ExtremeText {
    /** Times at the edges of calendars, of stores and of offsets; and some that are none. */
    static final List<String> TIMES = List.of(
            "2024-01-01T12:00:00Z",
            "2024-01-01T12:00:00.000000001Z",
            "2024-01-01T12:00:00.9Z",
            "2024-01-01T12:00:00.123456789012Z",
            "2024-01-01 12:00:00z",
            "2024-01-01t12:00:00-00:00",
            "2024-01-01T12:00:00+23:59",
            "2024-02-29T23:59:59-23:59",
            "2016-12-31T23:59:60Z",
            "2016-12-31T23:59:60.5-08:00",
            "0000-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "0001-01-01T00:00:00+18:00",
            "1582-10-10T00:00:00Z",
            "1969-12-31T23:59:59.999Z",
            "2038-01-19T03:14:08Z",
            "9999-12-31T23:59:59.999999999Z",
            "9999-12-31T23:59:59-18:00",
            "+10000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "2024-01-01",
            "T",
            "");

    /** Numbers at the edges of every type that one is read into; and some texts that are none. */
    static final List<String> NUMBERS = List.of(
            "0", "-0", "1", "-1", "2", "100", "101", "127", "128", "32767", "32768", "2147483647", "2147483648", "-2147483648",
            "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
            "99999999999999999999999999", "0.01", "0.001", "0.1", "1.10", "9999999999.99", "9999999999.991", "10000000000",
            "1e2", "1e-2", "1E+2", "1e308", "1e309", "1e-308", "1e-400", "1e999999999", "007", "+1", "1,5", "0x1", "\u0663", "NaN",
            "Infinity", " 1", "");

    private ExtremeText() {}

    /** Texts of every kind of character, and as long as may be and one longer. */
    static List<String> texts(int... lengths) {
        var texts = new ArrayList<>(List.of(
                "", " ", "  ", "a", "\u0000", "\u0001", "a\u0000b", "\t", "\r\n", "\r\nSet-Cookie: a=b", "\u001b[31m", "\u007f", "\u0085",
                "\u00a0", "\u00ad", "\u061c", "\u200b", "\u202e", "\u2028", "\u3000", "\ufeff", "\ufe0f", "\ufffd", "\uffff",
                "\ud83d\ude00", "cr\u00e8me", "cre\u0300me", "\u0130\u0131", "\ufdfa", "\u1e9e", "\u0958",
                "'", "\"", "''", "\\", "\\\\", "%", "%25", "%2F", "%00", "_", "*", "?", "#", ";", "/", "//", ".", "..", "./..", "a/b", "a\\b",
                "&", "|", "!", "a & b", "a:*", "<->", "'a':*B", "&&", "()", "a <-> b", "--", "/*", "$1", ":name", "${7*7}", "#{7*7}",
                "${jndi:ldap://x}", "$simple{body}", "null", "true", "0", "-1", "NaN", "{}", "[]", "{\"a\":1}", "<a/>", "=1+1", "\"3\"", "*, \"3\"",
                "W/\"3\"", "\"9223372036854775808\"", "EUR", "PENDING", "2024-01-01T00:00:00Z", "1", "9223372036854775808", "name", "-name",
                "a@b", "\"\"@b", "a@[1.2.3.4]", "\u00e4@\u00f6.\u00fc", "#progress", "undefined"));
        for (var unit : List.of("a", "\ud83d\ude00", "\ufdfa", "e\u0301", "\u0001")) {
            for (var length : lengths) {
                texts.add(unit.repeat(length));
                texts.add(unit.repeat(length + 1));
            }
        }
        texts.add("a" + "\u0301\u0316".repeat(20));
        texts.add("a".repeat(3_000));
        texts.add("a ".repeat(1_500));
        return texts;
    }
}
