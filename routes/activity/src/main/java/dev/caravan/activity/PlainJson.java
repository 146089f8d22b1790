package dev.caravan.activity;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds where the parts of plain JSON end: ASCII without escapes, flat objects, numbers of ordinary length. */
final class PlainJson {
    /** The answer where something is not plain, or no JSON at all. */
    static final int NO = -1;

    private static final int MOST_MEMBERS = 16;
    private static final int LONGEST_NAME = 128;
    private static final int MOST_DIGITS = 18;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = EACH << 7;

    private final byte[] bytes;
    private final boolean acrossLines;
    /** Where the names of an object begin, and their closing quotes. */
    private final int[] names = new int[2 * MOST_MEMBERS];

    /** @param acrossLines whether the ends of lines are space like any other */
    PlainJson(byte[] bytes, boolean acrossLines) {
        this.bytes = bytes;
        this.acrossLines = acrossLines;
    }

    /** The byte, or 0, which belongs nowhere, behind the end. */
    byte byteAt(int at) {
        return at < bytes.length ? bytes[at] : 0;
    }

    /** Eight bytes as one number; they must be there. */
    long eightAt(int at) {
        return (long) LONG.get(bytes, at);
    }

    /** The number that {@link #eightAt} makes of these eight characters. */
    static long eight(String text) {
        return (long) LONG.get(text.getBytes(StandardCharsets.US_ASCII), 0);
    }

    /** Whether this is space in JSON. */
    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** What follows the space that may begin here. */
    int space(int from) {
        var at = from;
        while (at < bytes.length
                && bytes[at] <= ' '
                && (bytes[at] == ' ' || bytes[at] == '\t' || isLineEnd(bytes[at]))) {
            at++;
        }
        return at;
    }

    private boolean isLineEnd(byte b) {
        return acrossLines && (b == '\n' || b == '\r');
    }

    /** Where the string that begins here has its closing quote, or {@link #NO} if it has an escape or no plain ASCII. */
    int stringEnd(int from) {
        var at = from;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            var word = eightAt(at);
            // A bit for each byte that is a quote, a backslash, a control character or not ASCII. Borrows can only set
            // bits above a true one, so the lowest is always right.
            var quote = word ^ ('"' * EACH);
            var backslash = word ^ ('\\' * EACH);
            var special = (((quote - EACH) & ~quote)
                            | ((backslash - EACH) & ~backslash)
                            | ((word - ' ' * EACH) & ~word)
                            | word)
                    & HIGH;
            if (special != 0) {
                at += Long.numberOfTrailingZeros(special) >>> 3;
                return bytes[at] == '"' ? at : NO;
            }
        }
        for (; at < bytes.length; at++) {
            var b = bytes[at];
            if (b == '"') {
                return at;
            }
            if (b < ' ' || b == '\\') {
                return NO;
            }
        }
        return NO;
    }

    /** What follows the object that begins here, or {@link #NO} if a member is no scalar or comes twice. */
    int flatObjectEnd(int from) {
        if (byteAt(from) != '{') {
            return NO;
        }
        var at = space(from + 1);
        if (byteAt(at) == '}') {
            return at + 1;
        }
        for (var members = 0; members < MOST_MEMBERS; members++) {
            var quote = byteAt(at) == '"' ? stringEnd(at + 1) : NO;
            if (quote == NO || !isNewName(at + 1, quote, members)) {
                return NO;
            }
            at = space(quote + 1);
            if (byteAt(at) != ':') {
                return NO;
            }
            at = scalarEnd(space(at + 1));
            if (at == NO) {
                return NO;
            }
            at = space(at);
            var next = byteAt(at);
            if (next == '}') {
                return at + 1;
            }
            if (next != ',') {
                return NO;
            }
            at = space(at + 1);
        }
        return NO;
    }

    private boolean isNewName(int from, int to, int members) {
        if (to - from > LONGEST_NAME) {
            return false;
        }
        for (var i = 0; i < members; i++) {
            if (Arrays.equals(bytes, from, to, bytes, names[2 * i], names[2 * i + 1])) {
                return false;
            }
        }
        names[2 * members] = from;
        names[2 * members + 1] = to;
        return true;
    }

    private int scalarEnd(int from) {
        return switch (byteAt(from)) {
            case '"' -> {
                var quote = stringEnd(from + 1);
                yield quote == NO ? NO : quote + 1;
            }
            case 't' -> literalEnd(from, "true");
            case 'f' -> literalEnd(from, "false");
            case 'n' -> literalEnd(from, "null");
            default -> numberEnd(from);
        };
    }

    private int literalEnd(int from, String literal) {
        for (var i = 1; i < literal.length(); i++) {
            if (byteAt(from + i) != literal.charAt(i)) {
                return NO;
            }
        }
        return from + literal.length();
    }

    /** What follows the number; those with exponents, and zeros below zero, are rare, so they are somebody else's. */
    private int numberEnd(int from) {
        var negative = byteAt(from) == '-';
        var first = negative ? from + 1 : from;
        var at = digitsEnd(first);
        if (at == first || (bytes[first] == '0' && (negative || at > first + 1))) {
            return NO;
        }
        if (byteAt(at) == '.') {
            var digits = digitsEnd(at + 1);
            if (digits == at + 1) {
                return NO;
            }
            at = digits;
        }
        return at - first <= MOST_DIGITS ? at : NO;
    }

    private int digitsEnd(int from) {
        var at = from;
        while (byteAt(at) >= '0' && byteAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
