package dev.caravan.local.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainOutputTest {

    @ParameterizedTest
    @CsvSource({
        "'\033[2J\033[31mred', \\u001b[2J\\u001b[31mred",
        "'\033]0;title\007', \\u001b]0;title\\u0007",
        "'over\rwritten', over\\u000dwritten",
        "'\u009b31m', \\u009b31m",
        "'back\b\b\b\b', back\\u0008\\u0008\\u0008\\u0008",
        "'gpj.\u202eexe', gpj.\\u202eexe",
        "'Crème ☕ 茶碗 😀', Crème ☕ 茶碗 😀"
    })
    void showsWhatATerminalWouldObey(String text, String shown) {
        assertThat(PlainOutput.plain(text)).isEqualTo(shown);
    }

    @Test
    void letsNothingElseThroughHoweverItIsPrinted() {
        var out = System.out;
        var err = System.err;
        var seen = new ByteArrayOutputStream();
        try {
            var terminal = new PrintStream(seen, true, StandardCharsets.UTF_8);
            System.setOut(terminal);
            System.setErr(terminal);
            PlainOutput.install();
            System.out.print("\033[1m");
            System.out.println("\033[2m\ttab");
            System.out.printf("%s%n", "\033[3m");
            System.out.println((Object) "\033[4m");
            System.out.append("\033[5m").append('\033').println('\033');
            System.out.println("\033[6m".toCharArray());
            System.err.println("\033[7m");
            System.out.print(new Table("SKU").row("\033[8m"));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(seen.toString(StandardCharsets.UTF_8))
                .doesNotContain("\033")
                .contains(
                        "\\u001b[1m",
                        "\\u001b[2m\ttab\n",
                        "\\u001b[3m",
                        "\\u001b[4m",
                        "\\u001b[5m",
                        "\\u001b[6m",
                        "\\u001b[7m",
                        "\\u001b[8m");
    }
}
