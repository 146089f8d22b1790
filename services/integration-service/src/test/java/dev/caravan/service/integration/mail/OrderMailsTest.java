package dev.caravan.service.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What customers are told. */
class OrderMailsTest extends MailTest {

    @ParameterizedTest
    @CsvSource({"order.confirmed, confirmed", "order.shipped, on its way", "order.cancelled, cancelled"})
    void tellsCustomersWhatBecomesOfTheirOrder(String type, String words) {
        var order = EVENTS.newOrder();

        var id = tell(type, order);

        var mail = awaitMail();
        assertThat(text(mail, "from")).isEqualTo("The Shop <orders@shop.example>");
        assertThat(text(mail, "subject")).contains("Your order " + order + " is ");
        assertThat(text(mail, "id")).isEqualTo("<" + id + "@caravan>");
        assertThat(text(mail, "text")).contains("Hello Ada Lovelace,", words, "2 x Cup");
        assertThat(text(mail, "html")).contains("<p>Hello Ada Lovelace,</p>", words, "<td>Cup</td>", "15.80 EUR");
    }

    @Test
    void tellsTheTrackingNumberWhereThereIsOne() {
        send(event("order.shipped", EVENTS.newOrder())
                .replace("\"version\"", "\"tracking_number\":\"JD 0140\",\"version\""));

        assertThat(text(awaitMail(), "text")).contains("Tracking number: JD 0140");
    }

    @Test
    void showsHostileNamesAsTheyAre() {
        register(customer, "<script>x</script> \\\"&\\r\\nBcc: mallory@example.com\\r\\n\\r\\n{{order}} ü");

        send(event("order.confirmed", EVENTS.newOrder()).replace("Cup", "<img src=x> {{name}} ${body} 杯"));

        var mail = awaitMail();
        assertThat(text(mail, "to")).isEqualTo(address);
        assertThat(text(mail, "html"))
                .contains("&lt;script&gt;x&lt;/script&gt;", "{{order}} ü", "&lt;img src")
                .contains("{{name}} ${body} 杯")
                .doesNotContain("<script", "<img");
        assertThat(text(mail, "text")).contains("<script>x</script>", "<img src=x> {{name}} ${body} 杯");
        assertThat(MAIL.mailsTo("mallory")).isEmpty();
    }

    @Test
    void saysNothingOfWhatIsNoNewsToACustomerNorToOneWhoIsErased() {
        var erased = CUSTOMER.incrementAndGet();
        var order = EVENTS.newOrder();
        tell("order.placed", order);
        tell("order.delivered", order);
        EVENTS.send(
                Long.toString(order),
                event("order.cancelled", order).replace(customerMember(customer), customerMember(erased)));
        var last = tell("order.confirmed", order);

        await().atMost(LONG).until(() -> !mails().isEmpty());
        assertThat(mails()).extracting(mail -> text(mail, "id")).containsExactly("<" + last + "@caravan>");
        assertThat(MAIL.mailsTo("customer-" + erased + "@")).isEmpty();
    }

    @Test
    void sendsOneMailForAnEventThatComesTwice() {
        var event = event("order.confirmed", EVENTS.newOrder());
        send(event);
        send(event);
        var last = tell("order.shipped", EVENTS.newOrder());

        awaitMail(mail -> text(mail, "id").contains(last));
        // the same customer's order is in another partition: what came twice is there when the third is, or soon
        await().atMost(LONG).untilAsserted(() -> assertThat(mails()).hasSize(2));
    }

    @Test
    void saysNothingOfWhatHappenedBeforeItWasSwitchedOn() {
        send(event("order.confirmed", EVENTS.newOrder())
                .replaceFirst(
                        "\"occurred_at\":\"[^\"]*\"",
                        "\"occurred_at\":\"" + Instant.now().minus(Duration.ofDays(2)) + "\""));
        var order = EVENTS.newOrder();
        send(event("order.confirmed", order));

        assertThat(text(awaitMail(), "subject")).contains(String.valueOf(order));
        assertThat(mails()).hasSize(1);
    }
}
