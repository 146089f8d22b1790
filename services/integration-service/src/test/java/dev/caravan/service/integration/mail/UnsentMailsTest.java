package dev.caravan.service.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.testing.client.TopicReader;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.RejectException;

/** What becomes of mails that cannot be sent, or not now. */
class UnsentMailsTest extends MailTest {

    @Test
    void waitsForAServerThatIsAwayAndSendsEachOnceAndInOrder() {
        MAIL.kill();
        var order = EVENTS.newOrder();
        var first = tell("order.confirmed", order);
        var second = tell("order.shipped", order);
        var asked = CUSTOMERS.asked();
        await().atMost(LONG).until(() -> CUSTOMERS.asked() > asked + 3);

        MAIL.start();

        await().atMost(LONG).until(() -> mails().size() >= 2);
        assertThat(mails())
                .extracting(mail -> text(mail, "id"))
                .containsExactly("<" + first + "@caravan>", "<" + second + "@caravan>");
    }

    @Test
    void setsAsideWhatTheServerDoesNotTakeGoesOnAndSendsItWhenItIsReplayed() {
        var order = EVENTS.newOrder();
        var refused = event("order.confirmed", order);
        try (var server = play(new PlayedMailServer.Behaviour() {
            @Override
            public void recipient(String recipient) throws RejectException {
                if (recipient.equals(address)) {
                    throw new RejectException(
                            550, "5.1.1 <" + recipient.toUpperCase(Locale.ROOT) + "> is unknown here");
                }
            }
        })) {
            send(refused);
            var next = CUSTOMER.incrementAndGet();
            register(next, "Grace Hopper");
            EVENTS.send(
                    Long.toString(order),
                    event("order.confirmed", order).replace(customerMember(customer), customerMember(next)));

            await().atMost(LONG).until(() -> server.mails().size() == 1);
            assertThat(server.mails().getFirst()).contains("Grace Hopper");
        }
        var letter = letter(order);
        assertThat(letter.value()).isEqualTo(refused);
        assertThat(TopicReader.header(letter, "dlq.reason"))
                .contains("550 5.1.1 <(the address)> is unknown here")
                .doesNotContainIgnoringCase(address);
        assertThat(TopicReader.header(letter, "dlq.attempts")).isEqualTo("5");

        MAIL.start();
        send(letter.value());

        awaitMail();
    }

    @Test
    void holdsUpNobodyForAMailOfWhichTheServerDoesNotSayWhetherItTookIt() {
        var order = EVENTS.newOrder();
        try (var server = play(new PlayedMailServer.Behaviour() {
            @Override
            public boolean answersMail(String recipient) {
                return !recipient.equals(address);
            }
        })) {
            var id = tell("order.confirmed", order);
            var next = CUSTOMER.incrementAndGet();
            register(next, "Grace Hopper");
            EVENTS.send(
                    Long.toString(order),
                    event("order.shipped", order).replace(customerMember(customer), customerMember(next)));

            await().atMost(LONG).until(() -> server.mails().stream().anyMatch(mail -> mail.contains("Grace Hopper")));
            assertThat(server.mails()).filteredOn(mail -> mail.contains(id)).hasSize(5);
        }
        assertThat(TopicReader.header(letter(order), "dlq.reason")).contains("Exception reading response");
    }

    @Test
    void waitsForAServerThatAsksToSendLess() {
        var busy = new AtomicLong(7);
        try (var server = play(new PlayedMailServer.Behaviour() {
            @Override
            public boolean answersMail(String recipient) throws RejectException {
                if (busy.getAndDecrement() > 0) {
                    throw new RejectException(454, "Throttling failure: Maximum sending rate exceeded.");
                }
                return true;
            }
        })) {
            tell("order.confirmed", EVENTS.newOrder());

            await().atMost(LONG).until(() -> server.mails().size() == 8);
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 7", "503, 7", "401, 3", "403, 3"})
    void waitsForACustomerServiceThatCannotAnswer(int status, int times) {
        CUSTOMERS.failNext(times, status);

        tell("order.confirmed", EVENTS.newOrder());

        awaitMail();
        assertThat(mails()).hasSize(1);
    }
}
