package dev.caravan.window.count;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-1-3 (<a href="https://cr.yp.to/siphash/siphash-20120918.pdf">Aumasson and Bernstein</a>): 64 bits that stand for some
 * bytes. Who does not know the key can choose no bytes that share them with others, nor such as crowd one part of a table.
 */
public final class SipHash {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private SipHash() {}

    /**
     * The hash of some bytes.
     *
     * @param key0 the first half of the key
     * @param key1 the other half
     * @param bytes the bytes
     * @return 64 bits
     */
    public static long of(long key0, long key1, byte[] bytes) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        int whole = bytes.length & ~7;
        for (int at = 0; ; at += 8) {
            // the last word holds what is left, and the length
            boolean isLast = at == whole;
            long word = isLast ? last(bytes, whole) : (long) LONG.get(bytes, at);
            v3 ^= word;
            // one round
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= word;
            if (isLast) {
                break;
            }
        }
        v2 ^= 0xFF;
        for (int round = 0; round < 3; round++) {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long last(byte[] bytes, int from) {
        long word = (long) bytes.length << 56;
        for (int at = from; at < bytes.length; at++) {
            word |= (bytes[at] & 0xFFL) << (8 * (at - from));
        }
        return word;
    }
}
