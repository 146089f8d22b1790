package dev.caravan.service.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.subethamail.smtp.RejectException;

/** What becomes of a notice that cannot be sent, or not now, or is not wanted any more. */
@ExtendWith(OutputCaptureExtension.class)
class UntoldContactsTest extends ContactMailTest {
    @Autowired
    MeterRegistry metrics;

    @AfterEach
    void startMailServer() {
        MAIL.start();
    }

    @Test
    void waitsForAServerThatIsAwayAndTellsOnce() {
        MAIL.kill();
        var webhook = switchedOff(address);
        await().atMost(LONG).until(() -> failure(webhook).contains("connect"));
        assertThat(read(webhook).path("notice_status").asText()).isEqualTo("waiting");

        MAIL.start();
        tryNow();

        awaitNotice(webhook, "sent");
        assertThat(mails()).hasSize(1);
    }

    @Test
    void waitsForAServerThatAsksToSendLessHoweverOftenItDoes() {
        try (var server = play(new PlayedMailServer.Behaviour() {
            @Override
            public boolean answersMail(String recipient) throws RejectException {
                throw new RejectException(454, "Throttling failure: Maximum sending rate exceeded.");
            }
        })) {
            var webhook = switchedOff(address);

            await().atMost(LONG).until(() -> {
                tryNow();
                return server.mails().size() > 7;
            });
            assertThat(read(webhook).path("notice_status").asText()).isEqualTo("waiting");
        }
    }

    @Test
    void givesUpWhatTheServerRefusesFiveTimesAndTriesANewAddress(CapturedOutput log) {
        var refused = counted("refused");
        long webhook;
        try (var server = play(new PlayedMailServer.Behaviour() {
            @Override
            public void recipient(String recipient) throws RejectException {
                if (recipient.equals(address)) {
                    throw new RejectException(
                            550, "5.1.1 <" + recipient.toUpperCase(Locale.ROOT) + "> is unknown here");
                }
            }
        })) {
            webhook = switchedOff(address);
            var next = switchedOff("next-" + address);

            awaitNotice(next, "sent");
            assertThat(server.mails()).hasSize(1);
            assertThat(read(webhook).path("notice_status").asText()).isEqualTo("waiting");
            await().atMost(LONG).until(() -> {
                tryNow();
                return read(webhook).path("notice_status").asText().equals("refused");
            });
        }
        assertThat(text("SELECT refusals FROM integration.webhook_notices WHERE webhook_id = " + webhook))
                .isEqualTo("5");
        assertThat(failure(webhook)).contains("550 5.1.1 <(the address)> is unknown here");
        assertThat(counted("refused")).isEqualTo(refused + 1);
        assertThat(log.getAll()).contains("is unknown here").doesNotContainIgnoringCase(address);

        MAIL.start();
        address = "mended-" + address;
        patch(webhook, "{\"contact_email\":\"" + address + "\"}");

        awaitMail();
        awaitNotice(webhook, "sent");
    }

    @Test
    void tellsNobodyWhoIsNoContactAnyMore() {
        MAIL.kill();
        var removed = switchedOff("removed-" + address);
        var started = switchedOff("started-" + address);
        var deleted = switchedOff("deleted-" + address);
        var changed = switchedOff("changed-" + address);
        patch(removed, "{\"contact_email\":null}");
        patch(started, "{\"active\":true}");
        send("DELETE", "/webhooks/" + deleted, "", "application/json");
        patch(changed, "{\"contact_email\":\"new-" + address + "\"}");

        MAIL.start();
        tryNow();

        awaitNotice(changed, "sent");
        assertThat(MAIL.mailsTo(address)).extracting(mail -> text(mail, "to")).containsExactly("new-" + address);
        assertThat(text("SELECT count(*) FROM integration.webhook_notices WHERE webhook_id IN (%d, %d, %d)"
                        .formatted(removed, started, deleted)))
                .isEqualTo("0");
    }

    private double counted(String result) {
        var counter = metrics.find("webhook.notices").tag("result", result).counter();
        return counter == null ? 0 : counter.count();
    }
}
