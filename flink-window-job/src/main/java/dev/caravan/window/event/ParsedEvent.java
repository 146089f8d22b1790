package dev.caravan.window.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, before it is known where it stood in Kafka.
 *
 * @param productId the product
 * @param userUtf8 the user's id in UTF-8, not to be written
 * @param time when it happened, in milliseconds of the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // nobody writes the bytes; equals and hashCode are ours
public record ParsedEvent(String productId, byte[] userUtf8, long time) {

    /** The user's id. */
    public String userId() {
        return new String(userUtf8, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParsedEvent that
                && time == that.time
                && productId.equals(that.productId)
                && Arrays.equals(userUtf8, that.userUtf8);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(time) + Arrays.hashCode(userUtf8);
    }

    @Override
    public String toString() {
        return "ParsedEvent[" + userId() + ", " + productId + ", " + time + "]";
    }
}
