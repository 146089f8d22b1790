package dev.caravan.window.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SipHashTest {

    private static long of(long key0, long key1, String text) {
        return SipHash.of(key0, key1, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As CPython 3.11 hashes bytes, with {@code PYTHONHASHSEED=0}. */
    @Test
    void isSipHash13WithAKeyOfZeros() {
        assertThat(of(0, 0, "a")).isEqualTo(0x407448d2b89b1813L);
        assertThat(of(0, 0, "abc")).isEqualTo(0xc03bc3a0042630f2L);
        assertThat(of(0, 0, "abcdefgh")).isEqualTo(0x3f7b849c0b8e35eaL);
        assertThat(of(0, 0, "Nobody inspects the spammish repetition")).isEqualTo(0x248f2f37815dc387L);
    }

    /** The same with {@code PYTHONHASHSEED=1}, of which it makes this key. */
    @Test
    void isSipHash13WithAKey() {
        long key0 = 0xaed66ce184be2329L;
        long key1 = 0xebe9bbf1f1499052L;
        assertThat(of(key0, key1, "abc")).isEqualTo(0xbf3a636edf177675L);
        assertThat(of(key0, key1, "12345678")).isEqualTo(0x06f07c60efe2bad9L);
        assertThat(of(key0, key1, "Nobody inspects the spammish repetition")).isEqualTo(0x9c9fee8f5c17cb7aL);
    }

    @Test
    void tellsAMillionUsersApart() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            seen.add(of(3, 4, "user-" + i));
        }
        assertThat(seen).hasSize(1_000_000);
    }
}
