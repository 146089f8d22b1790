package dev.caravan.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.rules.CheckoutRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No regular expression that the text of clients meets costs more than so many steps for each character. */
final class ClientTextTest {
    @TempDir
    Path checkout;

    @Test
    void everyPatternThatMeetsTheTextOfClientsIsLinear() throws IOException {
        assertThat(ClientText.objections(CheckoutRoot.PATH)).isEmpty();
    }

    @Test
    void looksAtAllModulesButTools() throws IOException {
        assertThat(ClientText.sources(CheckoutRoot.PATH))
                .extracting(
                        file -> CheckoutRoot.PATH.relativize(file).getName(0).toString())
                .contains("routes", "services", "lambda-csv", "flink-window-job", "event-text", "traces", "local")
                .doesNotContain("bench");
    }

    /** The first once held the feed function for three and a half minutes; all are tried with {@code matches}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-?[\\d.,\\s']*,[\\d.,\\s']*(?:[A-Za-z]{3})?",
                "(a+)+",
                "(a|a)*",
                "(?:a|ab)*c",
                "\\d+\\d+",
                ".*;",
                "(?:[^ ]+ ?)*",
                "(?:\\.[a-z]+)+",
                "(a?){30}a{30}",
                "(a{1,200}){1,200}",
            })
    void objectsToWhatHasAChoice(String regex) {
        assertThat(RegexCost.objections(regex, 0, false)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/+$", "\\s*,", "eyJ[\\w-]{5,}\\.", "a++b"})
    void objectsToWhatIsTriedFromEveryPlace(String regex) {
        assertThat(RegexCost.objections(regex, 0, true)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\d+",
                "[^\\s@]+@[^\\s@]+",
                "[\\d.,]*+,?",
                "\\+?[0-9][0-9 ().\\-]*",
                "(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d{1,5})?",
                "(?i)[a-z]{1,64}@[a-z]{1,63}(?:\\.[a-z]{1,63}){1,8}",
                "a|b*",
            })
    void hasNothingAgainstWhatNeverHasToGoBack(String regex) {
        assertThat(RegexCost.objections(regex, 0, false)).isEmpty();
    }

    @Test
    void findsPatternsHoweverTheyAreUsed() throws IOException {
        var source = checkout.resolve("lambda-csv/src/main/java/Sample.java");
        Files.createDirectories(source.getParent());
        Files.createDirectories(checkout.resolve("contracts"));
        Files.writeString(source, """
                import java.util.regex.Pattern;
                class Sample {
                    static final Pattern PARTS = Pattern.compile("(a+)" + "+");
                    boolean is(String text, int most) {
                        return text.matches(".*;.*;") || text.replaceAll("/+$", "").isEmpty() || text.matches("a{1," + most + "}");
                    }
                }
                """);
        Files.writeString(checkout.resolve("contracts/sample.yaml"), "pattern: '^(?:a b?)*$'\n");

        assertThat(ClientText.objections(checkout))
                .anyMatch(objection -> objection.contains(": (a+)+: "))
                .anyMatch(objection -> objection.contains(": .*;.*;: "))
                .anyMatch(objection -> objection.contains(": /+$: "))
                .anyMatch(objection -> objection.contains("put together when the program runs"))
                .anyMatch(objection -> objection.contains("sample.yaml: ^(?:a b?)*$: "))
                .allMatch(objection ->
                        List.of("Sample.java", "sample.yaml").stream().anyMatch(objection::contains));
    }
}
