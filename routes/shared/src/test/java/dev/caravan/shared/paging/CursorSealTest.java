package dev.caravan.shared.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.caravan.shared.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CursorSealTest {
    private final CursorSeal seal = CursorSeal.of("a secret of this test");

    @Property
    void replicasWithTheSecretReadEachOthersCursors(@ForAll String query, @ForAll byte[] place) {
        var replica = CursorSeal.of("a secret of this test");

        assertThat(replica.open(query, seal.seal(query, place))).isEqualTo(place);
    }

    @Property
    void anyChangedBitIsNoticed(@ForAll byte[] place, @ForAll @IntRange(max = 100_000) int where) {
        var bytes = Base64.getUrlDecoder().decode(seal.seal("q", place));
        var bit = where % (bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);

        refuses(seal, "q", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Property
    void anyChangedCharacterIsNoticed(
            @ForAll byte[] place, @ForAll @IntRange(max = 10_000) int where, @ForAll char character) {
        var cursor = new StringBuilder(seal.seal("q", place));
        var at = where % cursor.length();
        if (cursor.charAt(at) != character) {
            cursor.setCharAt(at, character);
            refuses(seal, "q", cursor.toString());
        }
    }

    @Property
    void noTextThatWasNotGivenOutIsACursor(@ForAll String text) {
        refuses(seal, "q", text);
    }

    @Property
    void cursorBelongsToItsQuery(@ForAll String query, @ForAll String other, @ForAll byte[] place) {
        // what is no UTF-16 cannot be told apart in UTF-8, and does not come in by HTTP
        if (!query.equals(other) && isText(query) && isText(other)) {
            refuses(seal, other, seal.seal(query, place));
        }
    }

    @Property
    void whoeverDoesNotKnowTheSecretMakesNoCursor(@ForAll byte[] place) {
        refuses(seal, "q", CursorSeal.of("another secret of it").seal("q", place));
        refuses(seal, "q", CursorSeal.ofThisProcess().seal("q", place));
    }

    @Test
    void secretMustNotBeShort() {
        assertThatIllegalArgumentException().isThrownBy(() -> CursorSeal.of("short"));
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void refuses(CursorSeal seal, String query, String cursor) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> seal.open(query, cursor))
                .satisfies(refused -> {
                    assertThat(refused.problem().status()).isEqualTo(400);
                    assertThat(refused.problem().code()).isEqualTo("invalid_cursor");
                });
    }
}
