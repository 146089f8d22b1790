package dev.caravan.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Finds where the parts of plain JSON (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>) end: ASCII without
 * escapes. Positions are those of the array; they may lie at its end, and never before its beginning.
 */
public final class JsonBytes {
    /** The response where something is not plain, or no JSON at all. */
    public static final int NO = -1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = EACH << 7;

    private JsonBytes() {}

    /** The byte, or 0, which belongs nowhere, behind the end. */
    public static byte byteAt(byte[] bytes, int at) {
        return at < bytes.length ? bytes[at] : 0;
    }

    /** Whether this is space in JSON. */
    public static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** What follows the space that may begin here. */
    public static int space(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] <= ' ' && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    /**
     * Where the string whose text begins here has its closing quote, or {@link #NO} if it has an escape, a control
     * character or no plain ASCII, or does not end.
     */
    public static int stringEnd(byte[] bytes, int from) {
        int at = from;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long word = eightAt(bytes, at);
            // A bit for each byte that is a quote, a backslash, a control character or not ASCII. Borrows can only set
            // bits above a true one, so the lowest is always right.
            long quote = word ^ ('"' * EACH);
            long backslash = word ^ ('\\' * EACH);
            long special = (((quote - EACH) & ~quote)
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
            byte b = bytes[at];
            if (b == '"') {
                return at;
            }
            if (b < ' ' || b == '\\') {
                return NO;
            }
        }
        return NO;
    }

    /** What follows the literal, whose first byte is here and was looked at, or {@link #NO} if the rest is another. */
    public static int literalEnd(byte[] bytes, int from, String literal) {
        for (int i = 1; i < literal.length(); i++) {
            if (byteAt(bytes, from + i) != literal.charAt(i)) {
                return NO;
            }
        }
        return from + literal.length();
    }

    /** What follows the digits that may begin here. */
    public static int digitsEnd(byte[] bytes, int from) {
        int at = from;
        while (byteAt(bytes, at) >= '0' && byteAt(bytes, at) <= '9') {
            at++;
        }
        return at;
    }

    /** Eight bytes as one number; they must be there. */
    static long eightAt(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** The number that {@link #eightAt} makes of these eight characters. */
    static long eight(String text) {
        return eightAt(text.getBytes(StandardCharsets.US_ASCII), 0);
    }
}
