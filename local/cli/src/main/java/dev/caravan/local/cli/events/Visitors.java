package dev.caravan.local.cli.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Visitors of a storefront: a few products draw most of them, and looking is more frequent than buying. */
public final class Visitors {

    private static final String[] TYPES = {
        "VIEW_PRODUCT",
        "VIEW_PRODUCT",
        "VIEW_PRODUCT",
        "VIEW_PRODUCT",
        "VIEW_PRODUCT",
        "SEARCH",
        "ADD_TO_CART",
        "PURCHASE"
    };

    private final int products;
    private final int users;
    private final Random random;

    /**
     * Visitors.
     *
     * @param products how many products there are; they are called 1, 2, …
     * @param users how many different users there are
     * @param random where chance comes from
     */
    public Visitors(int products, int users, Random random) {
        this.products = products;
        this.users = users;
        this.random = random;
    }

    /** What one of them does at that time. */
    public Map<String, Object> next(Instant at) {
        var popularity = random.nextDouble() * random.nextDouble();
        return event("u" + (1 + random.nextInt(users)), String.valueOf(1 + (int) (popularity * products)), type(), at);
    }

    /** An event with a new id. */
    public Map<String, Object> event(String user, String product, String type, Instant at) {
        var event = new LinkedHashMap<String, Object>();
        event.put("event_id", new UUID(random.nextLong(), random.nextLong()).toString());
        event.put("user_id", user);
        event.put("product_id", product);
        event.put("event_type", type);
        event.put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
        event.put("metadata", Map.of("session_id", "s-" + user, "page", "/products/" + product));
        return event;
    }

    /** A kind of event, by its frequency. */
    public String type() {
        return TYPES[random.nextInt(TYPES.length)];
    }
}
