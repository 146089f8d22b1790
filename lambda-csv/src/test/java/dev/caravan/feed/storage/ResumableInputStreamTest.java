package dev.caravan.feed.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumableInputStreamTest {
    private static final byte[] CONTENT = "sku,name,price\nS-1,Cup,7.90\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void readsOnWhereAConnectionBroke() throws IOException {
        var asked = new ArrayList<Long>();
        try (var stream = new ResumableInputStream(breaking(0, 5), offset -> {
            asked.add(offset);
            return offset < 20 ? breaking(Math.toIntExact(offset), 10) : rest(Math.toIntExact(offset));
        })) {
            assertThat(stream.readAllBytes()).isEqualTo(CONTENT);
        }
        assertThat(asked).isEqualTo(List.of(5L, 15L, 25L));
    }

    @Test
    void givesUpWhenAConnectionBringsNothing() throws IOException {
        try (var stream = new ResumableInputStream(breaking(0, 5), offset -> breaking(Math.toIntExact(offset), 0))) {
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessage("broken");
        }
    }

    private static InputStream rest(int offset) {
        return new ByteArrayInputStream(CONTENT, offset, CONTENT.length - offset);
    }

    private static InputStream breaking(int offset, int after) {
        var head = new ByteArrayInputStream(Arrays.copyOfRange(CONTENT, offset, offset + after));
        return new SequenceInputStream(head, new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return read();
            }
        });
    }
}
