package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MUG-001",
                "A/B",
                "50%",
                "a\\b",
                "a;b?c#d",
                "Größe 42",
                "茶碗",
                "😀",
                "...",
                "a.b",
                "x y z",
                "'",
                "=1+1",
                "crème"
            })
    void takesEverySkuThatCanBeSeen(String sku) {
        assertThat(Keys.skuObjection(sku)).isNull();
    }

    @Test
    void namesTheInvisibleCharacterAndItsPosition() {
        assertThat(Keys.skuObjection("ABC\u00a0DEF"))
                .isEqualTo("has U+00A0 no-break space at position 4, which cannot be seen; write it without");
        assertThat(Keys.skuObjection("\ufeffMUG"))
                .isEqualTo(
                        "has U+FEFF zero width no-break space at position 1, which cannot be seen; write it without");
        assertThat(Keys.objection("😀\u202egpj"))
                .isEqualTo("has U+202E right-to-left override at position 2, which cannot be seen; write it without");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" MUG", "MUG ", "a  b", ".", "..", "a\tb", "a\nb", "a\u007fb", " ", "\u00adMUG", "a\u200bb"})
    void refusesSkusThatLookLikeAnother(String sku) {
        assertThat(Keys.skuObjection(sku)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {" two  words ", "."})
    void keysOfOthersMayHaveSpacesAnywhere(String key) {
        assertThat(Keys.objection(key)).isNull();
        assertThat(Keys.objection("  ")).isNotNull();
    }
}
