package dev.caravan.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JsonBytesTest {

    @Property(tries = 5000)
    void findsTheEndOfAStringAsByteByByteDoes(
            @ForAll @Size(max = 40) @ByteRange(min = 30, max = 95) byte[] bytes, @ForAll @IntRange(max = 40) int from) {
        int begin = Math.min(from, bytes.length);
        assertThat(JsonBytes.stringEnd(bytes, begin)).isEqualTo(endByteByByte(bytes, begin));
    }

    @Property(tries = 2000)
    void findsTheEndOfAStringInAnyBytes(@ForAll @Size(max = 40) byte[] bytes) {
        assertThat(JsonBytes.stringEnd(bytes, 0)).isEqualTo(endByteByByte(bytes, 0));
    }

    private static int endByteByByte(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == '"') {
                return at;
            }
            if (bytes[at] < ' ' || bytes[at] == '\\') {
                return JsonBytes.NO;
            }
        }
        return JsonBytes.NO;
    }

    @Test
    void skipsTheFourSpacesOfJson() {
        assertThat(JsonBytes.space(ascii(" \t\r\n x"), 0)).isEqualTo(5);
        assertThat(JsonBytes.space(ascii("\u000b"), 0)).isZero();
        assertThat(JsonBytes.space(ascii("  "), 0)).isEqualTo(2);
    }

    @Test
    void readsLiteralsAndDigitsUpToTheirEnd() {
        assertThat(JsonBytes.literalEnd(ascii("true,"), 0, "true")).isEqualTo(4);
        assertThat(JsonBytes.literalEnd(ascii("trve"), 0, "true")).isEqualTo(JsonBytes.NO);
        assertThat(JsonBytes.literalEnd(ascii("tru"), 0, "true")).isEqualTo(JsonBytes.NO);
        assertThat(JsonBytes.digitsEnd(ascii("0123456789:"), 0)).isEqualTo(10);
        assertThat(JsonBytes.digitsEnd(ascii("/"), 0)).isZero();
        assertThat(JsonBytes.byteAt(ascii("a"), 1)).isZero();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
