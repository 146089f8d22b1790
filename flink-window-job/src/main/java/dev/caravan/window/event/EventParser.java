package dev.caravan.window.event;

/**
 * Judges the bytes of a raw event: strict JSON (RFC 8259) in UTF-8, one object, with the fields of the event contract.
 *
 * <p>{@code user_id}, {@code product_id} and {@code event_type} must be strings that are not empty, {@code timestamp} an
 * RFC 3339 date-time; {@code metadata} an object and {@code event_id} a string where they are given. Unknown fields are
 * tolerated. A field of these that is given twice is refused, because readers would not agree on what it says.
 *
 * <p>Nearly all events are plain ASCII in the form that clients write; those are read straight from their bytes. Jackson
 * decides about all others.
 */
public final class EventParser {

    /** The longest product and user id in bytes of UTF-8: DynamoDB takes no longer partition key. */
    public static final int MAX_ID_BYTES = 2048;

    private EventParser() {}

    /**
     * Reads one event.
     *
     * @param bytes the record's value
     * @return the event
     * @throws MalformedEventException with the reason, if the bytes are no valid event
     */
    public static ParsedEvent parse(byte[] bytes) throws MalformedEventException {
        ParsedEvent usual = AsciiEventParser.parse(bytes);
        return usual == null ? JsonEventParser.parse(bytes) : usual;
    }
}
