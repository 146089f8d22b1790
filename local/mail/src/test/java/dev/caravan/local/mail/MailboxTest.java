package dev.caravan.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {
    private static final String MAIL = """
            Message-ID: <1@shop>
            Date: Mon, 30 Nov 2026 21:22:07 GMT
            From: The Shop <orders@shop.example>
            To: ada@example.com
            Subject: =?UTF-8?Q?Sch=C3=B6n_<b>?=
            Content-Type: multipart/alternative; boundary="b"

            --b
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BC=C3=9Fe
            --b
            Content-Type: text/html; charset=UTF-8

            <p>Hello</p>
            --b--
            """;

    @TempDir
    Path directory;

    @Test
    void keepsMailsAcrossRestartsUnderNumbersThatGoOn() throws IOException {
        Mailbox.at(directory).keep(bytes("one"));
        Mailbox.at(directory).keep(bytes("two"));

        var mailbox = Mailbox.at(directory);
        assertThat(mailbox.numbers()).containsExactly(1, 2);
        assertThat(mailbox.mail(2)).hasValue(bytes("two"));
        assertThat(mailbox.mail(3)).isEmpty();
    }

    @Test
    void passesOverAMailThatACrashLeftUnfinished() throws IOException {
        Files.writeString(directory.resolve("1.unfinished"), "half a ma");

        var mailbox = Mailbox.at(directory);
        assertThat(mailbox.numbers()).isEmpty();
        mailbox.keep(bytes("whole"));
        assertThat(mailbox.mail(1)).hasValue(bytes("whole"));
    }

    @Test
    void readsAMailAsAPersonDoes() throws IOException {
        var mail = Mail.of(1, bytes(MAIL));

        assertThat(mail.subject()).isEqualTo("Schön <b>");
        assertThat(mail.from()).isEqualTo("The Shop <orders@shop.example>");
        assertThat(mail.text()).isEqualToIgnoringNewLines("Grüße");
        assertThat(mail.html()).isEqualToIgnoringNewLines("<p>Hello</p>");
    }

    @Test
    void showsWhatMailsSayAsText() throws IOException {
        assertThat(MailboxPage.of(List.of(Mail.of(1, bytes(MAIL)))))
                .contains("Schön &lt;b&gt;", "src=\"/mails/1.html\"")
                .doesNotContain("<b>?=", "Schön <b>");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
