package dev.caravan.feed;

import java.util.Arrays;

/**
 * The skus of a file so far, each with the line where it stood first, in 12 bytes a sku.
 *
 * <p>Skus are kept as 64-bit fingerprints: among a million different ones, the chance that any two are taken for the
 * same is below 1 in 30 million.
 */
final class SeenSkus {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long[] fingerprints;
    private final int[] lines;

    /** Room for the skus of a file with this many rows. */
    SeenSkus(int rows) {
        var slots = Math.max(16, rows + rows / 2);
        this.fingerprints = new long[slots];
        this.lines = new int[slots];
        Arrays.fill(lines, 0);
    }

    /** Takes a sku in. Returns 0, or the line of an earlier row with the same sku. */
    int add(String sku, long line) {
        var fingerprint = fingerprint(sku);
        var slot = (int) Long.remainderUnsigned(fingerprint, fingerprints.length);
        while (lines[slot] != 0) {
            if (fingerprints[slot] == fingerprint) {
                return lines[slot];
            }
            slot = slot + 1 == lines.length ? 0 : slot + 1;
        }
        fingerprints[slot] = fingerprint;
        lines[slot] = Math.toIntExact(line);
        return 0;
    }

    /** FNV-1a over the characters, then the finalizer of MurmurHash3, so that similar skus are spread. */
    private static long fingerprint(String sku) {
        var hash = FNV_OFFSET;
        for (int i = 0; i < sku.length(); i++) {
            hash = (hash ^ sku.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
