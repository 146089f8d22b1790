package dev.caravan.window.count;

import org.jspecify.annotations.Nullable;

/**
 * Users that were counted a moment ago, each with its window and product in full: it may forget anybody at any time, but
 * never takes one for another.
 */
final class RecentUsers {

    private static final int SLOTS = 1 << 16;

    private final @Nullable String[] products = new @Nullable String[SLOTS];
    private final long[] windows = new long[SLOTS];
    private final long[] fingerprints = new long[SLOTS];

    boolean contains(String product, long windowStart, long fingerprint) {
        int slot = slot(product, windowStart, fingerprint);
        return fingerprints[slot] == fingerprint && windows[slot] == windowStart && product.equals(products[slot]);
    }

    /** Takes a slot from whoever had it. */
    void add(String product, long windowStart, long fingerprint) {
        int slot = slot(product, windowStart, fingerprint);
        products[slot] = product;
        windows[slot] = windowStart;
        fingerprints[slot] = fingerprint;
    }

    private static int slot(String product, long windowStart, long fingerprint) {
        long mixed = (fingerprint ^ windowStart ^ product.hashCode()) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 48);
    }
}
