package dev.caravan.window.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class XxHash64Test {

    private static long of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return XxHash64.of(bytes, 0, bytes.length);
    }

    @Test
    void isXxHash64() {
        assertThat(of("")).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(of("a")).isEqualTo(0xD24EC4F1A98C6E5BL);
        assertThat(of("abc")).isEqualTo(0x44BC2CF5AD770999L);
        assertThat(of("Nobody inspects the spammish repetition")).isEqualTo(0xFBCEA83C8A378BF1L);
    }

    @Test
    void tellsAMillionUsersApart() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            seen.add(of("user-" + i));
        }
        assertThat(seen).hasSize(1_000_000);
    }

    @Test
    void readsOnlyItsPart() {
        assertThat(XxHash64.of("xxabcxx".getBytes(StandardCharsets.UTF_8), 2, 3))
                .isEqualTo(of("abc"));
    }
}
