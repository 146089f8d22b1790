package dev.caravan.starter.http.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.eclipse.jetty.http.BadMessageException;

/** However a chunked body arrives: whole lines pass, and no line passes that ends in half. */
final class ChunkLinesTest {
    @Property
    void takesWhatEndsWithCrLfHoweverItArrives(
            @ForAll("bodies") Body body, @ForAll @IntRange(min = 1, max = 40) int piece) {
        assertThatCode(() -> read(body.text(), piece)).doesNotThrowAnyException();
    }

    @Property
    void refusesEveryLineWithoutItsCr(
            @ForAll("bodies") Body body,
            @ForAll @IntRange(max = 1_000) int line,
            @ForAll @IntRange(min = 1, max = 40) int piece) {
        assertThatThrownBy(() -> read(body.withoutCr(line), piece)).isInstanceOf(BadMessageException.class);
    }

    @Property
    void looksAtNothingBehindTheLastChunk(@ForAll("bodies") Body body, @ForAll byte[] next) {
        var text = body.text() + new String(next, StandardCharsets.ISO_8859_1);

        assertThatCode(() -> read(text, text.length())).doesNotThrowAnyException();
    }

    /** The chunks may hold ends of lines of their own, which frame nothing. */
    @Provide
    Arbitrary<Body> bodies() {
        var data = Arbitraries.strings().withChars("ab\r\n0;").ofMinLength(1).ofMaxLength(300);
        var extension = Arbitraries.of("", ";a", ";a=\"b;c\"", " ;x=1");
        var chunk = Combinators.combine(data, extension, Arbitraries.of("%x", "%X", "000%x"))
                .as((text, added, form) -> new Chunk(form.formatted(text.length()) + added, text));
        return chunk.list().ofMaxSize(6).map(Body::new);
    }

    record Chunk(String size, String data) {}

    record Body(List<Chunk> chunks) {
        String text() {
            return framed(-1);
        }

        /** Without the CR of one of the lines that frame. */
        String withoutCr(int line) {
            return framed(line % (2 * chunks.size() + 1));
        }

        private String framed(int withoutCr) {
            var text = new StringBuilder();
            var line = 0;
            for (var chunk : chunks) {
                text.append(chunk.size()).append(line++ == withoutCr ? "\n" : "\r\n");
                text.append(chunk.data()).append(line++ == withoutCr ? "\n" : "\r\n");
            }
            return text.append("0").append(line == withoutCr ? "\n" : "\r\n").toString();
        }
    }

    private static void read(String text, int piece) {
        var lines = new ChunkLines();
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        for (var from = 0; from < text.length(); from += piece) {
            lines.read(bytes.duplicate().limit(Math.min(text.length(), from + piece)), from);
        }
    }
}
