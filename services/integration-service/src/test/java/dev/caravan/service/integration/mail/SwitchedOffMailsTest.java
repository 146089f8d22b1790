package dev.caravan.service.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.testing.client.Receiver;
import org.junit.jupiter.api.Test;

/** What the contact of a webhook is told that was switched off. */
class SwitchedOffMailsTest extends ContactMailTest {

    @Test
    void saysWhichWebhookWhyAndHowItIsStartedAgain() {
        var webhook = webhook(receiver.url() + "/s3cret?token=t0ken", "Our warehouse", address);
        switchOff(webhook);

        var mail = awaitMail();
        assertThat(text(mail, "from")).isEqualTo("The Shop <orders@shop.example>");
        assertThat(text(mail, "to")).isEqualTo(address);
        assertThat(text(mail, "subject")).isEqualTo("Your webhook " + webhook + " is switched off");
        assertThat(text(mail, "text"))
                .contains("webhook " + webhook
                        + " (Our warehouse), which sends events to 127.0.0.1, was switched off on ")
                .contains("410 Gone", "PATCH /webhooks/" + webhook, "{\"active\": true}")
                .doesNotContain("three days", "s3cret", "t0ken");
        assertThat(text(mail, "html"))
                .contains("<b>127.0.0.1</b>", "410 Gone", "PATCH /webhooks/" + webhook)
                .doesNotContain("three days", "s3cret", "t0ken");
        awaitNotice(webhook, "sent");
    }

    @Test
    void saysSinceWhenNoDeliverySucceeds() {
        receiver.behaving(Receiver.status(500));
        var webhook = webhook(address);
        execute("UPDATE integration.webhooks SET failing_since = now() - interval '4 days' WHERE id = " + webhook);
        var since = text("SELECT to_char(failing_since AT TIME ZONE 'UTC', 'FMDD FMMonth YYYY \"at\" HH24:MI \"UTC\"')"
                + " FROM integration.webhooks WHERE id = " + webhook);

        switchOff(webhook);

        assertThat(text(awaitMail(), "text"))
                .contains("For three days no delivery has succeeded; the first failed on " + since + ".")
                .doesNotContain("410");
        assertThat(text(awaitMail(), "html")).contains("; the first failed on " + since + ".");
    }

    @Test
    void tellsOncePerSwitchingOff() {
        var webhook = switchedOff(address);
        awaitNotice(webhook, "sent");
        testEvent(webhook);
        patch(webhook, "{\"active\":true}");

        switchOff(webhook);

        await().atMost(LONG).until(() -> mails().size() >= 2);
        awaitNotice(webhook, "sent");
        assertThat(mails()).hasSize(2);
        assertThat(mails().stream().map(mail -> text(mail, "id")).distinct()).hasSize(2);
    }

    @Test
    void showsHostileTextAsItIs() {
        var description = "<script>x</script>\r\nBcc: mallory@example.com\r\n\r\n{{webhook}} ${body} ü";
        var webhook = webhook(
                "http://127.0.0.1:" + receiver.url().replaceAll("\\D*127.0.0.1:(\\d+).*", "$1")
                        + "/?a=%0d%0aBcc:mallory@example.com",
                description,
                address);
        switchOff(webhook);

        var mail = awaitMail();
        var line = "x</script> Bcc: mallory@example.com {{webhook}} ${body} ü)";
        assertThat(text(mail, "to")).isEqualTo(address);
        assertThat(text(mail, "subject")).isEqualTo("Your webhook " + webhook + " is switched off");
        assertThat(text(mail, "text")).contains("(<script>" + line);
        assertThat(text(mail, "html"))
                .contains("&lt;script&gt;x&lt;/script&gt; Bcc: mallory@example.com {{webhook}} ${body} ü)")
                .doesNotContain("<script");
        assertThat(MAIL.mailsTo("mallory")).isEmpty();
    }

    @Test
    void addressesAContactWithSignsThatSeparateAddresses() {
        address = "\"owner, " + customer + "; <eve@example.com>\"@example.com";
        switchedOff(address);

        awaitMail();
        assertThat(MAIL.mailsTo("eve@example.com"))
                .extracting(mail -> text(mail, "to"))
                .containsExactly("<" + address + ">");
    }
}
