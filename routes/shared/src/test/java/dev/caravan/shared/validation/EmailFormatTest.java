package dev.caravan.shared.validation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailFormatTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com", "a@shop.test", "user@sub.internal", "a@localhost", "a@corp", "a@xn--ls8h.la",
                        "a@1.2.3.4",
                "a.b+c@x.y", "!#$%&'*+-/=?^_`{|}~@x.y", "ада@почта.рф", "jörg@müller.de", "用户@例子.公司", "\"a b\"@x.y",
                        "\"a@b\"@x.y",
                "\"a\\\"b\"@x.y", "a@[192.0.2.1]", "a@[IPv6:2001:db8::1]", "o'hara@x.y", "a@💩.la"
            })
    void takesEveryMailbox(String address) {
        assertThat(EmailFormat.isMailbox(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a",
                "a@",
                "@b.de",
                "postmaster",
                "a b@c.de",
                " a@b.de",
                "a@b.de ",
                "a@ b.de",
                "a.@b.de",
                ".a@b.de",
                "a..b@b.de",
                "a@b..de",
                "a@.de",
                "a@b.de.",
                "a@-b.de",
                "a@b-.de",
                "a@b_c.de",
                "a@b@c.de",
                "Ada <a@b.de>",
                "<a@b.de>",
                "a(c)@b.de",
                "@x:a@b.de",
                "a@[999.1.1.1]",
                "a@[1.2.3]",
                "a@[IPv6:x]",
                "a@[]",
                "a@b,de",
                "a,b@c.de",
                "a@b。de",
                "\"a@b.de",
                "\"a\"b\"@b.de",
                "\"a\\\"@b.de",
                "\"@b.de",
                "a\u0000@b.de",
                "a\n@b.de",
                "a@b.de\n",
                "a\u00a0b@c.de",
                "a\u200b@c.de",
                "a@c\u00ad.de",
                "a\u202eb@c.de",
                "a@b\u3000c.de",
                "a\u007f@b.de",
                "\"a\u007f\"@b.de"
            })
    void takesNothingElse(String address) {
        assertThat(EmailFormat.isMailbox(address)).isFalse();
    }

    static String[] longOnes() {
        return new String[] {
            "a".repeat(64) + "@b.de",
            "ä".repeat(32) + "@b.de",
            "a@" + "b".repeat(63) + ".de",
            "a@" + "b.".repeat(124) + "test",
        };
    }

    @ParameterizedTest
    @MethodSource("longOnes")
    void takesTheLongestInOctetsAndNoLonger(String address) {
        assertThat(EmailFormat.isMailbox(address)).isTrue();
        var at = address.indexOf('@');
        var longer = at > 1 ? "a" + address : address.substring(0, at + 1) + "bb" + address.substring(at + 1);
        assertThat(EmailFormat.isMailbox(longer)).isFalse();
    }

    @Property
    void neverFails(@ForAll("pieces") String address) {
        assertThat(EmailFormat.isMailbox(address)).isIn(true, false);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "@",
                                ".",
                                "\"",
                                "\\",
                                "[",
                                "]",
                                "IPv6:",
                                "::",
                                "xn--",
                                "-",
                                "b".repeat(64),
                                "\ud800",
                                "💩",
                                "。"),
                        Arbitraries.strings().ofMaxLength(3))
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
