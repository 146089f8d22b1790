package dev.caravan.window.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usual event straight from its bytes: plain ASCII, no escapes, numbers of ordinary length, shallow.
 *
 * <p>It only ever says yes. Whatever it does not know, wrong or merely unusual, it leaves to {@link JsonEventParser},
 * which decides; so both must agree on every event that this one takes.
 */
final class AsciiEventParser {

    /** Larger documents could meet limits of the JSON parser that this one does not know. */
    private static final int LARGEST = 32 << 10;

    private static final int DEEPEST = 16;
    private static final int LONGEST_NUMBER = 100;

    private static final int USER_ID = 1;
    private static final int PRODUCT_ID = 1 << 1;
    private static final int EVENT_TYPE = 1 << 2;
    private static final int TIMESTAMP = 1 << 3;
    private static final int EVENT_ID = 1 << 4;
    private static final int METADATA = 1 << 5;
    private static final int REQUIRED = USER_ID | PRODUCT_ID | EVENT_TYPE | TIMESTAMP;

    private static final int NO = -1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = EACH << 7;

    private static final long USER_ID_QUOTE = eight("user_id\"");
    private static final long PRODUCT_ = eight("product_");
    private static final long EVENT_TY = eight("event_ty");
    private static final long EVENT_ID_8 = eight("event_id");
    private static final long TIMESTAM = eight("timestam");
    private static final long METADATA_8 = eight("metadata");

    private AsciiEventParser() {}

    /** The event, or null if somebody else must decide. */
    static @Nullable ParsedEvent parse(byte[] bytes) {
        if (bytes.length > LARGEST) {
            return null;
        }
        int at = space(bytes, 0);
        if (byteAt(bytes, at) != '{') {
            return null;
        }
        at = space(bytes, at + 1);
        int userFrom = 0;
        int userTo = 0;
        int productFrom = 0;
        int productTo = 0;
        long time = 0;
        int seen = 0;
        while (byteAt(bytes, at) == '"') {
            int name = at + 1;
            int field = field(bytes, name);
            at = field == 0 ? stringEnd(bytes, name) : name + nameLength(field);
            if (at == NO || (seen & field) != 0) {
                return null;
            }
            seen |= field;
            at = space(bytes, at + 1);
            if (byteAt(bytes, at) != ':') {
                return null;
            }
            at = space(bytes, at + 1);
            int value = at;
            if (field == 0) {
                at = valueEnd(bytes, at, 0);
            } else if (field == METADATA) {
                at = byteAt(bytes, at) == '{' ? valueEnd(bytes, at, 0) : NO;
            } else {
                at = byteAt(bytes, at) == '"' ? stringEnd(bytes, at + 1) + 1 : NO;
            }
            if (at <= value) {
                return null;
            }
            if (field == USER_ID) {
                userFrom = value + 1;
                userTo = at - 1;
            } else if (field == PRODUCT_ID) {
                productFrom = value + 1;
                productTo = at - 1;
            } else if (field == TIMESTAMP) {
                time = Rfc3339.toMillis(bytes, value + 1, at - 1);
                if (time == Rfc3339.NO_TIME) {
                    return null;
                }
            } else if (field == EVENT_TYPE && at - value == 2) {
                return null;
            }
            at = space(bytes, at);
            byte next = byteAt(bytes, at);
            if (next == '}') {
                boolean complete = (seen & REQUIRED) == REQUIRED && space(bytes, at + 1) == bytes.length;
                return complete && isId(userFrom, userTo) && isId(productFrom, productTo)
                        ? event(bytes, userFrom, userTo, productFrom, productTo, time)
                        : null;
            }
            if (next != ',') {
                return null;
            }
            at = space(bytes, at + 1);
        }
        return null;
    }

    private static boolean isId(int from, int to) {
        return to > from && to - from <= EventParser.MAX_ID_BYTES;
    }

    private static ParsedEvent event(
            byte[] bytes, int userFrom, int userTo, int productFrom, int productTo, long time) {
        return new ParsedEvent(
                new String(bytes, productFrom, productTo - productFrom, StandardCharsets.ISO_8859_1),
                new String(bytes, userFrom, userTo - userFrom, StandardCharsets.ISO_8859_1),
                Fingerprint.of(bytes, userFrom, userTo - userFrom),
                time);
    }

    /** Which field's name, with its closing quote, begins here; 0 for an unknown one. */
    private static int field(byte[] bytes, int at) {
        if (at + 11 > bytes.length) {
            return 0;
        }
        long first = (long) LONG.get(bytes, at);
        if (first == USER_ID_QUOTE) {
            return USER_ID;
        }
        byte ninth = bytes[at + 8];
        if (first == PRODUCT_) {
            return ninth == 'i' && bytes[at + 9] == 'd' && bytes[at + 10] == '"' ? PRODUCT_ID : 0;
        }
        if (first == TIMESTAM) {
            return ninth == 'p' && bytes[at + 9] == '"' ? TIMESTAMP : 0;
        }
        if (first == EVENT_TY) {
            return ninth == 'p' && bytes[at + 9] == 'e' && bytes[at + 10] == '"' ? EVENT_TYPE : 0;
        }
        if (ninth != '"') {
            return 0;
        }
        return first == METADATA_8 ? METADATA : first == EVENT_ID_8 ? EVENT_ID : 0;
    }

    private static int nameLength(int field) {
        return switch (field) {
            case USER_ID -> 7;
            case PRODUCT_ID, EVENT_TYPE -> 10;
            case TIMESTAMP -> 9;
            default -> 8;
        };
    }

    /** Where the string that begins here has its closing quote, or {@link #NO} if it has an escape or no plain ASCII. */
    private static int stringEnd(byte[] bytes, int from) {
        int at = from;
        for (; at + 8 <= bytes.length; at += 8) {
            long word = (long) LONG.get(bytes, at);
            // A bit for each byte that is a quote, a backslash, a control character or not ASCII. Borrows can only set
            // bits above a true one, so the lowest is always right.
            long quote = word ^ ('"' * EACH);
            long backslash = word ^ ('\\' * EACH);
            long special = (((quote - EACH) & ~quote)
                            | ((backslash - EACH) & ~backslash)
                            | ((word - 0x20 * EACH) & ~word)
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
            if (b < 0x20 || b == '\\') {
                return NO;
            }
        }
        return NO;
    }

    /** What follows the value that begins here, or {@link #NO}. */
    private static int valueEnd(byte[] bytes, int at, int depth) {
        return switch (byteAt(bytes, at)) {
            case '"' -> stringEnd(bytes, at + 1) + 1;
            case '{', '[' -> depth < DEEPEST ? containerEnd(bytes, at, depth) : NO;
            case 't' -> literalEnd(bytes, at, "true");
            case 'f' -> literalEnd(bytes, at, "false");
            case 'n' -> literalEnd(bytes, at, "null");
            default -> numberEnd(bytes, at);
        };
    }

    private static int containerEnd(byte[] bytes, int from, int depth) {
        boolean object = bytes[from] == '{';
        char close = object ? '}' : ']';
        int at = space(bytes, from + 1);
        if (byteAt(bytes, at) == close) {
            return at + 1;
        }
        while (true) {
            if (object) {
                int end = byteAt(bytes, at) == '"' ? stringEnd(bytes, at + 1) : NO;
                at = end == NO ? NO : space(bytes, end + 1);
                if (at == NO || byteAt(bytes, at) != ':') {
                    return NO;
                }
                at = space(bytes, at + 1);
            }
            int end = valueEnd(bytes, at, depth + 1);
            if (end <= at) {
                return NO;
            }
            at = space(bytes, end);
            byte next = byteAt(bytes, at);
            if (next == close) {
                return at + 1;
            }
            if (next != ',') {
                return NO;
            }
            at = space(bytes, at + 1);
        }
    }

    private static int literalEnd(byte[] bytes, int from, String literal) {
        int length = literal.length();
        for (int i = 1; i < length; i++) {
            if (byteAt(bytes, from + i) != literal.charAt(i)) {
                return NO;
            }
        }
        return from + length;
    }

    private static int numberEnd(byte[] bytes, int from) {
        int at = byteAt(bytes, from) == '-' ? from + 1 : from;
        int digits = digitsEnd(bytes, at);
        if (digits == at || (bytes[at] == '0' && digits > at + 1)) {
            return NO;
        }
        at = digits;
        if (byteAt(bytes, at) == '.') {
            digits = digitsEnd(bytes, at + 1);
            if (digits == at + 1) {
                return NO;
            }
            at = digits;
        }
        byte next = byteAt(bytes, at);
        // Exponents are rare, so they are somebody else's.
        return next == 'e' || next == 'E' || at - from > LONGEST_NUMBER ? NO : at;
    }

    private static int digitsEnd(byte[] bytes, int from) {
        int at = from;
        while (byteAt(bytes, at) >= '0' && byteAt(bytes, at) <= '9') {
            at++;
        }
        return at;
    }

    private static int space(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] <= ' ' && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** The byte, or 0, which belongs nowhere, behind the end. */
    private static byte byteAt(byte[] bytes, int at) {
        return at < bytes.length ? bytes[at] : 0;
    }

    private static long eight(String text) {
        return (long) LONG.get(text.getBytes(StandardCharsets.US_ASCII), 0);
    }
}
