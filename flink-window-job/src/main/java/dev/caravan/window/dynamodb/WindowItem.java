package dev.caravan.window.dynamodb;

import dev.caravan.window.event.Windows;
import dev.caravan.window.result.WindowResult;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The DynamoDB item of a closed window. The same result always makes the same item, so writing it again is harmless. */
final class WindowItem {

    private WindowItem() {}

    static Map<String, AttributeValue> of(WindowResult result, Duration keep) {
        long expiresAt = Windows.endOf(result.windowStartMillis()) / 1000 + keep.toSeconds();
        return Map.of(
                "product_id", AttributeValue.fromS(result.productId()),
                "window_start", AttributeValue.fromS(result.windowStart()),
                "window_end", AttributeValue.fromS(result.windowEnd()),
                "unique_user_count", AttributeValue.fromN(Long.toString(result.uniqueUsers())),
                "expires_at", AttributeValue.fromN(Long.toString(expiresAt)));
    }
}
