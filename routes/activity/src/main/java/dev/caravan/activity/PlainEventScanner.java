package dev.caravan.activity;

import static dev.caravan.event.EventField.EVENT_ID;
import static dev.caravan.event.EventField.EVENT_TYPE;
import static dev.caravan.event.EventField.METADATA;
import static dev.caravan.event.EventField.PRODUCT_ID;
import static dev.caravan.event.EventField.TIMESTAMP;
import static dev.caravan.event.EventField.USER_ID;
import static dev.caravan.event.EventField.nameLength;
import static dev.caravan.event.JsonBytes.NO;

import dev.caravan.event.EventField;
import dev.caravan.event.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes plain events out of a body: ASCII without escapes, the members that the contract names, each once and within its
 * bounds, a usual time, and metadata without anything nested. An event keeps the bytes that it was sent with.
 *
 * <p>Knows of every rule in the contract enough to be sure that an event keeps it. When it is not, the whole body is
 * somebody else's.
 */
final class PlainEventScanner {
    /** Larger events could meet limits that this one does not know. */
    private static final int LARGEST = 32 << 10;

    private static final int MOST_EVENTS = 1000;
    private static final int LONGEST_TYPE = 64;

    private static final int REQUIRED = USER_ID | PRODUCT_ID | EVENT_TYPE;

    private final PlainJson json;
    private final byte[] body;
    private final Instant now;
    private final PlainTime time;
    private int at;
    private int productFrom;
    private int productTo;
    private int idFrom;
    private int idTo;

    /**
     * @param lines whether an event ends with its line
     * @param now what the times of events are held against
     */
    PlainEventScanner(byte[] body, boolean lines, Instant now) {
        this.body = body;
        this.json = new PlainJson(body, !lines);
        this.now = now;
        this.time = new PlainTime(now.plus(EventIntake.MAX_AHEAD));
    }

    /** The one event of a body; null if somebody else must decide. */
    @Nullable
    List<EventResult> one() {
        at = json.space(0);
        var event = event();
        return event != null && json.space(at) == body.length ? List.of(event) : null;
    }

    /** The events of an array; null if somebody else must decide. */
    @Nullable
    List<EventResult> array() {
        at = json.space(0);
        if (json.byteAt(at) != '[') {
            return null;
        }
        var events = new ArrayList<EventResult>();
        byte next;
        do {
            at = json.space(at + 1);
            var event = event();
            if (event == null || events.size() == MOST_EVENTS) {
                return null;
            }
            events.add(event);
            at = json.space(at);
            next = json.byteAt(at);
        } while (next == ',');
        return next == ']' && json.space(at + 1) == body.length ? events : null;
    }

    /** The events of a body that has one a line; null if somebody else must decide. */
    @Nullable
    List<EventResult> lines() {
        var events = new ArrayList<EventResult>();
        at = emptyLines(0);
        while (at < body.length) {
            var event = event();
            if (event == null || events.size() == MOST_EVENTS) {
                return null;
            }
            events.add(event);
            at = json.space(at);
            if (at < body.length && body[at] != '\n' && body[at] != '\r') {
                return null;
            }
            at = emptyLines(at);
        }
        return events.isEmpty() ? null : events;
    }

    private int emptyLines(int from) {
        var next = from;
        while (next < body.length && JsonBytes.isSpace(body[next])) {
            next++;
        }
        return next;
    }

    /** The event that begins here; moves behind it. Null if it is not plain. */
    private @Nullable RawEvent event() {
        var from = at;
        if (json.byteAt(at) != '{') {
            return null;
        }
        var seen = 0;
        byte next;
        do {
            at = json.space(at + 1);
            if (json.byteAt(at) != '"') {
                return null;
            }
            var field = EventField.named(body, at + 1);
            if (field == EventField.UNKNOWN || (seen & field) != 0) {
                return null;
            }
            seen |= field;
            at = json.space(at + nameLength(field) + 2);
            if (json.byteAt(at) != ':') {
                return null;
            }
            at = json.space(at + 1);
            var end = field == METADATA ? json.flatObjectEnd(at) : textEnd(field, at);
            if (end == NO) {
                return null;
            }
            at = json.space(end);
            next = json.byteAt(at);
        } while (next == ',');
        at++;
        return next == '}' && (seen & REQUIRED) == REQUIRED && at - from <= LARGEST ? event(from, seen) : null;
    }

    private RawEvent event(int from, int seen) {
        var product = Arrays.copyOfRange(body, productFrom, productTo);
        var hasTime = (seen & TIMESTAMP) != 0;
        var hasId = (seen & EVENT_ID) != 0;
        if (hasTime && hasId) {
            return new RawEvent(Arrays.copyOfRange(body, idFrom, idTo), product, Arrays.copyOfRange(body, from, at));
        }
        var id = hasId ? text(idFrom, idTo) : EventIntake.newId();
        var whole = new StringBuilder(at - from + EventIntake.LONGEST_ID).append(text(from, at - 1));
        if (!hasTime) {
            whole.append(",\"timestamp\":\"").append(EventIntake.timestamp(now)).append('"');
        }
        if (!hasId) {
            whole.append(",\"event_id\":\"").append(id).append('"');
        }
        return new RawEvent(
                RawEvent.utf8(id), product, RawEvent.utf8(whole.append('}').toString()));
    }

    /** Whether there is something to see in plain text, and no DEL, the one character of it that cannot be seen. */
    private boolean isKey(int from, int to) {
        var visible = false;
        for (var i = from; i < to; i++) {
            if (body[i] == 0x7f) {
                return false;
            }
            visible |= body[i] != ' ';
        }
        return visible;
    }

    private String text(int from, int to) {
        return new String(body, from, to - from, StandardCharsets.US_ASCII);
    }

    /** What follows the text of a member, or {@link JsonBytes#NO} if it is none or not within the contract's bounds. */
    private int textEnd(int field, int from) {
        var quote = json.byteAt(from) == '"' ? json.stringEnd(from + 1) : NO;
        if (quote == NO) {
            return NO;
        }
        var length = quote - from - 1;
        var good =
                switch (field) {
                    case TIMESTAMP -> time.isInTime(body, from + 1, quote);
                    case EVENT_TYPE -> length <= LONGEST_TYPE && isKey(from + 1, quote);
                    // one of only dots is left to the contract
                    case PRODUCT_ID ->
                        length <= EventIntake.LONGEST_ID && isKey(from + 1, quote) && body[from + 1] != '.';
                    default -> length <= EventIntake.LONGEST_ID && isKey(from + 1, quote);
                };
        if (field == PRODUCT_ID) {
            productFrom = from + 1;
            productTo = quote;
        } else if (field == EVENT_ID) {
            idFrom = from + 1;
            idTo = quote;
        }
        return good ? quote + 1 : NO;
    }
}
