package dev.caravan.window.count;

import java.util.function.LongConsumer;

/**
 * A set of 64-bit fingerprints: open addressing with linear probing in one array, at most two thirds full. Eight to
 * twenty-four bytes an entry, no object for each.
 */
public final class FingerprintSet {

    private static final int SMALLEST = 4;
    /** Marks a free slot, so this one fingerprint is kept apart. */
    private static final long FREE = 0L;

    private long[] slots;
    private int used;
    private boolean hasZero;

    /** An empty set. */
    public FingerprintSet() {
        this(0);
    }

    /**
     * An empty set with room.
     *
     * @param expected how many fingerprints fit before it grows
     */
    public FingerprintSet(int expected) {
        int capacity = SMALLEST;
        while (capacity * 2L < expected * 3L) {
            capacity <<= 1;
        }
        slots = new long[capacity];
    }

    private FingerprintSet(FingerprintSet other) {
        slots = other.slots.clone();
        used = other.used;
        hasZero = other.hasZero;
    }

    /**
     * Adds a fingerprint.
     *
     * @param fingerprint any 64 bits
     * @return whether it was not in the set before
     */
    public boolean add(long fingerprint) {
        if (fingerprint == FREE) {
            boolean added = !hasZero;
            hasZero = true;
            return added;
        }
        int mask = slots.length - 1;
        int at = (int) fingerprint & mask;
        while (slots[at] != FREE) {
            if (slots[at] == fingerprint) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[at] = fingerprint;
        if (++used * 3L > slots.length * 2L) {
            grow();
        }
        return true;
    }

    /**
     * How many different fingerprints were added.
     *
     * @return the count
     */
    public int size() {
        return used + (hasZero ? 1 : 0);
    }

    /**
     * Visits every fingerprint, in no particular order.
     *
     * @param visitor gets each once
     */
    public void forEach(LongConsumer visitor) {
        if (hasZero) {
            visitor.accept(FREE);
        }
        for (long fingerprint : slots) {
            if (fingerprint != FREE) {
                visitor.accept(fingerprint);
            }
        }
    }

    /**
     * A copy that shares nothing with this set.
     *
     * @return the copy
     */
    public FingerprintSet copy() {
        return new FingerprintSet(this);
    }

    private void grow() {
        long[] before = slots;
        slots = new long[before.length * 2];
        int mask = slots.length - 1;
        for (long fingerprint : before) {
            if (fingerprint != FREE) {
                int at = (int) fingerprint & mask;
                while (slots[at] != FREE) {
                    at = (at + 1) & mask;
                }
                slots[at] = fingerprint;
            }
        }
    }
}
