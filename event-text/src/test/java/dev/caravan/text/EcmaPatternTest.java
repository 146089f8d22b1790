package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mozilla.javascript.EcmaError;

/** Holds the translation against an engine that was made for ECMA-262. */
class EcmaPatternTest {
    /** Those on which Java's reading and ECMA's differ, and those around them. */
    private static final List<String> SIGNIFICANT = IntStream.of(
                    0, 9, 10, 11, 12, 13, 0x1c, 0x20, '!', '-', '0', '9', 'A', '^', '_', 'a', 'z', '~', 0x7f, 0x85,
                    0xa0, 0xad, 0x660, 0x1680, 0x180e, 0x2000, 0x200a, 0x200b, 0x2028, 0x2029, 0x202f, 0x205f, 0x2060,
                    0x3000, 0xfeff, 0xffff, 0x1f600, 0xe0041)
            .mapToObj(Character::toString)
            .toList();

    private static final Pattern EMPTY_ALTERNATIVE = Pattern.compile("[(|](?:\\?[:!])?[|)]");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\S",
                "\\s",
                "^\\s+$",
                "^[\\s_]$",
                "^[^\\s@]+@[^\\s@]+$",
                "^.$",
                "^.+$",
                "a$",
                "^a",
                "^\\d+$",
                "^\\D$",
                "^\\w$",
                "^\\W$",
                "^[\\x21-\\x7e]+$",
                "^\\+?[0-9][0-9 ().\\-]*$",
                "^[a-z][a-z0-9_]*$",
                "^[A-Z]{3}$",
                "^\\v\\t\\f$",
                "[^\\u{e0000}-\\u{e0fff}a]",
                "^\\ud83d\\ude00$",
                "^\ud83d\ude00?$",
                "^[&&a\\[\\]^-]$",
                "^[a-]$",
                "^(?!a)(?:b|.)*?$",
                "^(?<=)x|(?<!a)z$",
                "^\\/\\.\\|$",
                "^[\\w\\d\\s]{1,2}$"
            })
    void meansWhatEcmaScriptMeans(String pattern) {
        var java = EcmaPattern.compile(pattern);
        var ecma = EcmaScript.test(pattern);
        for (var text : SIGNIFICANT) {
            for (var sample :
                    List.of(text, "a" + text, text + "a", "z" + text + text, text + "\n", "a@" + text + "z")) {
                assertAgree(java.asPredicate(), ecma, sample, pattern);
            }
        }
    }

    @Property(tries = 2000)
    void neverMeansSomethingElse(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
        // an alternative that is nothing always is ahead, so that (?!a|) never matches; Rhino does not see that
        Assume.that(
                !pattern.contains("(?!") || !EMPTY_ALTERNATIVE.matcher(pattern).find());
        Predicate<String> java;
        Predicate<String> ecma;
        try {
            java = EcmaPattern.compile(pattern).asPredicate();
            ecma = EcmaScript.test(pattern);
        } catch (IllegalArgumentException | EcmaError e) {
            return; // not translated, or no pattern of one of the two: nothing to compare
        }
        assertAgree(java, ecma, text, pattern);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "a",
                        "z",
                        "-",
                        "^",
                        "$",
                        ".",
                        "*",
                        "+",
                        "?",
                        "(",
                        ")",
                        "(?:",
                        "(?!",
                        "[",
                        "[^",
                        "]",
                        "|",
                        "\\s",
                        "\\S",
                        "\\d",
                        "\\w",
                        "\\-",
                        "\\^",
                        "\\n",
                        "{2}",
                        "{1,}",
                        "{",
                        "}",
                        "\\u00a0",
                        "\\u{1f600}",
                        "\\ud83d\\ude00",
                        "\\x41",
                        "&&",
                        " ",
                        "\u00a0",
                        "\\b",
                        "\\1",
                        "\\p{L}",
                        "\\v",
                        "\\/",
                        "\\ud83d",
                        "/")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(SIGNIFICANT).list().ofMaxSize(5).map(parts -> String.join("", parts));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\p{L}",
                "\\bword",
                "(a)\\1",
                "[^\\S]",
                "a++",
                "a{",
                "]",
                "[]",
                "[",
                "(?<n>a)",
                "\\",
                "\\u12",
                "\\u{110000}",
                "\\q",
                "[z-a]",
                "(",
                "*"
            })
    void refusesWhatItWouldHaveToGuess(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> EcmaPattern.compile(pattern));
    }

    private static void assertAgree(Predicate<String> java, Predicate<String> ecma, String text, String pattern) {
        assertThat(java.test(text))
                .as(
                        "%s on %s",
                        pattern,
                        text.codePoints().mapToObj(Characters::describe).toList())
                .isEqualTo(ecma.test(text));
    }
}
