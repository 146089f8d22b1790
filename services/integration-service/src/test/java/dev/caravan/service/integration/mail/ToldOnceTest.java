package dev.caravan.service.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.service.integration.IntegrationService;
import dev.caravan.testing.client.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** However many tries fail at the same time, and however many instances look: one mail for each switching off. */
class ToldOnceTest extends ContactMailTest {
    private static final int WEBHOOKS = 8;

    /** As many as a webhook has under way. */
    private static final int TRIES = 8;

    @Test
    void sendsOneMailForEachSwitchingOff() {
        try (var other = new SpringApplicationBuilder(IntegrationService.class).run(arguments())) {
            assertThat(other.isRunning()).isTrue();
            var webhooks = LongStream.range(0, WEBHOOKS)
                    .map(i -> webhook(i + "-" + address))
                    .toArray();

            for (var times = 1; times <= 2; times++) {
                var due = times * WEBHOOKS;
                var together = new CyclicBarrier(TRIES);
                receiver.behaving(exchange -> {
                    meet(together);
                    Receiver.status(410).handle(exchange);
                });
                for (var webhook : webhooks) {
                    patch(webhook, "{\"active\":true}");
                }
                for (var i = 0; i < TRIES; i++) {
                    LongStream.of(webhooks).forEach(this::testEvent);
                }

                for (var webhook : webhooks) {
                    awaitNotice(webhook, "sent");
                }
                await().atMost(LONG).until(() -> untried() == 0);
                assertThat(MAIL.mailsTo("-" + address)).hasSize(due);
            }
            for (var i = 0; i < WEBHOOKS; i++) {
                assertThat(mails(i + "-" + address)).isEqualTo(2);
            }
        }
    }

    private static long mails(String contact) {
        return MAIL.mailsTo(contact).stream()
                .filter(mail -> text(mail, "to").equals(contact))
                .count();
    }

    /** Several tries fail together, those of one webhook among them. */
    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BrokenBarrierException | TimeoutException e) {
            // the last ones are fewer
            barrier.reset();
        }
    }

    /** How many deliveries had no try yet; those of a test event are tried again after a while. */
    private long untried() {
        return Long.parseLong(text("SELECT count(*) FROM integration.webhook_deliveries d"
                + " JOIN integration.webhooks w ON w.id = d.webhook_id"
                + " WHERE d.state <> 'failed' AND d.attempts = 0 AND w.owner = 'owner-" + customer + "'"));
    }

    private static String[] arguments() {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--MAIL_HOST=localhost",
                "--MAIL_TLS=none",
                "--MAIL_FROM=orders@shop.example",
                "--WEBHOOK_ALLOW_PRIVATE=true",
                "--webhooks.delay=20",
                "--webhooks.notices.delay=20"));
        variables().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments.toArray(String[]::new);
    }
}
