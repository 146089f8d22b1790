package dev.caravan.event;

/**
 * The members of a raw event ({@code contracts/events/raw-event.schema.json}), a bit each, so that a number tells which of
 * them were seen.
 */
public final class EventField {
    /** {@code user_id}. */
    public static final int USER_ID = 1;

    /** {@code product_id}. */
    public static final int PRODUCT_ID = 1 << 1;

    /** {@code event_type}. */
    public static final int EVENT_TYPE = 1 << 2;

    /** {@code timestamp}. */
    public static final int TIMESTAMP = 1 << 3;

    /** {@code event_id}. */
    public static final int EVENT_ID = 1 << 4;

    /** {@code metadata}. */
    public static final int METADATA = 1 << 5;

    /** The name of none. */
    public static final int UNKNOWN = 0;

    private static final long USER_ID_QUOTE = JsonBytes.eight("user_id\"");
    private static final long PRODUCT_ = JsonBytes.eight("product_");
    private static final long EVENT_TY = JsonBytes.eight("event_ty");
    private static final long EVENT_ID_8 = JsonBytes.eight("event_id");
    private static final long TIMESTAM = JsonBytes.eight("timestam");
    private static final long METADATA_8 = JsonBytes.eight("metadata");

    private EventField() {}

    /** Which member's name, with its closing quote, begins here; {@link #UNKNOWN} for any other. */
    public static int named(byte[] bytes, int at) {
        if (at + 11 > bytes.length) {
            return UNKNOWN;
        }
        long first = JsonBytes.eightAt(bytes, at);
        if (first == USER_ID_QUOTE) {
            return USER_ID;
        }
        byte ninth = bytes[at + 8];
        if (first == PRODUCT_) {
            return ninth == 'i' && bytes[at + 9] == 'd' && bytes[at + 10] == '"' ? PRODUCT_ID : UNKNOWN;
        }
        if (first == TIMESTAM) {
            return ninth == 'p' && bytes[at + 9] == '"' ? TIMESTAMP : UNKNOWN;
        }
        if (first == EVENT_TY) {
            return ninth == 'p' && bytes[at + 9] == 'e' && bytes[at + 10] == '"' ? EVENT_TYPE : UNKNOWN;
        }
        if (ninth != '"') {
            return UNKNOWN;
        }
        return first == METADATA_8 ? METADATA : first == EVENT_ID_8 ? EVENT_ID : UNKNOWN;
    }

    /** How long the name of a known member is, without quotes. */
    public static int nameLength(int field) {
        return switch (field) {
            case USER_ID -> 7;
            case PRODUCT_ID, EVENT_TYPE -> 10;
            case TIMESTAMP -> 9;
            default -> 8;
        };
    }
}
