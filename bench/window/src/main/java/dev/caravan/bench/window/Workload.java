package dev.caravan.bench.window;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;

/**
 * Events as a storefront sends them, up to eight seconds out of order.
 *
 * @param events how many
 * @param products over how many products
 * @param users by how many users
 * @param minutes in how many windows
 * @param hotPercent how many of a hundred are about one product; 0 for all alike
 */
record Workload(int events, int products, int users, int minutes, int hotPercent) {

    private static final long START = Instant.parse("2024-01-01T12:00:00Z").toEpochMilli();
    private static final int DISORDER_MILLIS = 8_000;

    /** The events as bytes, always the same ones. */
    byte[][] bytes() {
        var random = new Random(42);
        long span = minutes * 60_000L;
        byte[][] bytes = new byte[events][];
        for (int i = 0; i < events; i++) {
            long time = START + span * i / events - random.nextInt(DISORDER_MILLIS);
            boolean hot = random.nextInt(100) < hotPercent;
            int product = hot ? 0 : random.nextInt(products);
            String json = "{\"user_id\":\"" + user(random.nextInt(users))
                    + "\",\"product_id\":\"" + (1000 + product)
                    + "\",\"event_type\":\"VIEW_PRODUCT\",\"timestamp\":\""
                    + Instant.ofEpochMilli(Math.max(START, time))
                    + "\",\"metadata\":{\"session_id\":\"s-" + HexFormat.of().toHexDigits(random.nextInt())
                    + "\",\"page\":" + random.nextInt(50) + "}}";
            bytes[i] = json.getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }

    /** A user as an identity provider names one. */
    private static UUID user(int number) {
        return new UUID(number * 0x9E3779B97F4A7C15L, number * 0xC2B2AE3D27D4EB4FL);
    }
}
