package dev.caravan.window.event;

import static dev.caravan.event.EventField.EVENT_TYPE;
import static dev.caravan.event.EventField.METADATA;
import static dev.caravan.event.EventField.PRODUCT_ID;
import static dev.caravan.event.EventField.TIMESTAMP;
import static dev.caravan.event.EventField.USER_ID;
import static dev.caravan.event.EventField.nameLength;
import static dev.caravan.event.JsonBytes.NO;
import static dev.caravan.event.JsonBytes.byteAt;
import static dev.caravan.event.JsonBytes.digitsEnd;
import static dev.caravan.event.JsonBytes.literalEnd;
import static dev.caravan.event.JsonBytes.space;
import static dev.caravan.event.JsonBytes.stringEnd;

import dev.caravan.event.EventField;
import dev.caravan.event.JsonBytes;
import dev.caravan.event.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private static final int REQUIRED = USER_ID | PRODUCT_ID | EVENT_TYPE | TIMESTAMP;

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
            int field = EventField.named(bytes, name);
            at = field == EventField.UNKNOWN ? stringEnd(bytes, name) : name + nameLength(field);
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
            if (field == EventField.UNKNOWN) {
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
                Arrays.copyOfRange(bytes, userFrom, userTo),
                time);
    }

    /** What follows the value that begins here, or {@link JsonBytes#NO}. */
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
}
