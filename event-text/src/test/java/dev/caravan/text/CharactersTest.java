package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharactersTest {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}");

    /** Signs of Arabic, Syriac and Kaithi that stand around the digits that follow: of type FORMAT, and drawn. */
    private static final Set<Integer> DRAWN =
            Set.of(0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6dd, 0x70f, 0x890, 0x891, 0x8e2, 0x110bd, 0x110cd);

    @Test
    void everyBlankOfUnicodeIsBlank() {
        allCodePoints()
                .filter(each -> WHITE_SPACE.matcher(Character.toString(each)).matches()
                        || Character.getType(each) == Character.CONTROL)
                .forEach(each -> assertThat(Characters.isBlank(each))
                        .as(Characters.describe(each))
                        .isTrue());
    }

    @Test
    void everyFormatCharacterIsInvisibleUnlessItIsDrawn() {
        allCodePoints()
                .filter(each -> Character.getType(each) == Character.FORMAT)
                .forEach(each -> assertThat(Characters.isInvisible(each))
                        .as(Characters.describe(each))
                        .isEqualTo(!DRAWN.contains(each)));
    }

    @Test
    void whatIsBlankIsInvisible() {
        allCodePoints()
                .filter(Characters::isBlank)
                .forEach(each -> assertThat(Characters.isInvisible(each))
                        .as(Characters.describe(each))
                        .isTrue());
    }

    @Test
    void digitsPunctuationAndAllLettersButTheFillersOfHangulAreVisible() {
        var fillers = Set.of(0x115f, 0x1160, 0x3164, 0xffa0);
        allCodePoints()
                .filter(each ->
                        Character.isLetterOrDigit(each) || Pattern.matches("[\\p{P}\\p{S}]", Character.toString(each)))
                .filter(each -> !fillers.contains(each) && each != 0x2800)
                .forEach(each -> assertThat(Characters.isInvisible(each))
                        .as(Characters.describe(each))
                        .isFalse());
    }

    @ParameterizedTest
    @CsvSource({"00a0", "2003", "feff", "200b", "00ad", "202e", "2066", "061c", "180e", "2800", "3164", "0085", "2028"})
    void aTextOfNothingElseIsNotVisible(String codePoint) {
        var text = Character.toString(Integer.parseInt(codePoint, 16));
        assertThat(Characters.isVisible(text + text)).isFalse();
        assertThat(Characters.isVisible(text + "x")).isTrue();
        assertThat(Characters.trim(text + "x" + text + "y" + text)).isEqualTo("x" + text + "y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufe0f", "\u034f\u115f", "\udb40\udc41"})
    void whatOnlyChangesItsNeighboursIsNotVisible(String text) {
        assertThat(Characters.isVisible(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"☕\ufe0f", "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc7f", "x\u115f\u1161"})
    void trimmingLeavesWhatMakesACharacterLookAsItDoes(String text) {
        assertThat(Characters.trim(text)).isEqualTo(text);
    }

    @Property
    void trimmingTakesBlanksFromTheEndsAndNothingElse(@ForAll @StringLength(max = 8) String text) {
        var trimmed = Characters.trim(text);
        assertThat(text).contains(trimmed);
        assertThat(Characters.trim(trimmed)).isEqualTo(trimmed);
        var at = text.indexOf(trimmed);
        assertThat(text.substring(0, at) + text.substring(at + trimmed.length()))
                .matches(rest -> rest.codePoints().allMatch(Characters::isBlank));
    }

    @Test
    void describesACharacterByNumberAndName() {
        assertThat(Characters.describe(0xa0)).isEqualTo("U+00A0 no-break space");
        assertThat(Characters.describe(0xe0041)).isEqualTo("U+E0041 tag latin capital letter a");
        assertThat(Characters.describe(0xe0fff)).isEqualTo("U+E0FFF");
    }

    private static IntStream allCodePoints() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT);
    }
}
