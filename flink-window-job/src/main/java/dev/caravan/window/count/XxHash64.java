package dev.caravan.window.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * xxHash64 with seed 0 (<a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">specification</a>): the
 * fingerprints of windows that a release before {@link CountingRule} has begun to count.
 */
final class XxHash64 {

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    private static final long PRIME_1_PLUS_2 = 0x60EA27EEADC0B5D6L;
    private static final long MINUS_PRIME_1 = 0x61C8864E7A143579L;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private XxHash64() {}

    /**
     * The fingerprint of some bytes.
     *
     * @param bytes where they stand
     * @param from the first byte
     * @param length how many
     * @return their 64-bit hash
     */
    static long of(byte[] bytes, int from, int length) {
        int at = from;
        int end = from + length;
        long hash;
        if (length >= 32) {
            long lane1 = PRIME_1_PLUS_2;
            long lane2 = PRIME_2;
            long lane3 = 0;
            long lane4 = MINUS_PRIME_1;
            for (; at <= end - 32; at += 32) {
                lane1 = round(lane1, (long) LONG.get(bytes, at));
                lane2 = round(lane2, (long) LONG.get(bytes, at + 8));
                lane3 = round(lane3, (long) LONG.get(bytes, at + 16));
                lane4 = round(lane4, (long) LONG.get(bytes, at + 24));
            }
            hash = Long.rotateLeft(lane1, 1)
                    + Long.rotateLeft(lane2, 7)
                    + Long.rotateLeft(lane3, 12)
                    + Long.rotateLeft(lane4, 18);
            hash = merge(merge(merge(merge(hash, lane1), lane2), lane3), lane4);
        } else {
            hash = PRIME_5;
        }
        hash += length;
        for (; at <= end - 8; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(bytes, at)), 27) * PRIME_1 + PRIME_4;
        }
        if (at <= end - 4) {
            hash ^= ((int) INT.get(bytes, at) & 0xFFFFFFFFL) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            at += 4;
        }
        for (; at < end; at++) {
            hash ^= (bytes[at] & 0xFFL) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        hash = (hash ^ (hash >>> 33)) * PRIME_2;
        hash = (hash ^ (hash >>> 29)) * PRIME_3;
        return hash ^ (hash >>> 32);
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }
}
