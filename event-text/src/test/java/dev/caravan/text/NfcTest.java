package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.text.Normalizer;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NfcTest {

    @Test
    void oneTextIsOneHoweverItWasTyped() {
        assertThat(Nfc.of("cre\u0300me")).isEqualTo("cr\u00e8me");
        assertThat(Nfc.of("cr\u00e8me")).isEqualTo("cr\u00e8me");
        assertThat(Nfc.of("\u212b")).isEqualTo("\u00c5");
    }

    @Property
    void agreesWithUnicode(@ForAll @StringLength(max = 20) String text) {
        assertThat(Nfc.of(text)).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    @Test
    void refusesRunsOfMarksBeforeTheyCostTime() {
        var text = "a" + "\u0301".repeat(200_000) + "\u0316".repeat(200_000);
        assertThat(Nfc.objection(text)).isEqualTo("has more than 30 combining marks in a row, up to position 32");
        assertTimeoutPreemptively(
                Duration.ofSeconds(1), () -> assertThat(Nfc.of(text)).isEqualTo(text));
        assertThat(Nfc.objection("a" + "\u0301".repeat(30) + "b" + "\u0301".repeat(30)))
                .isNull();
    }
}
