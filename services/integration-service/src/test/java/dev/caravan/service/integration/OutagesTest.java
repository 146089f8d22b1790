package dev.caravan.service.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalPostgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a webhook depends on goes away and comes back: every event arrives, none is set aside. */
class OutagesTest extends IntegrationServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void deliversEveryEventThatWasToldWhileTheDatabaseWasAway() {
        webhook();
        LocalPostgres.shared().kill();
        try {
            for (var i = 0; i < 20; i++) {
                EVENTS.tell("order.placed", EVENTS.newOrder());
            }
        } finally {
            LocalPostgres.shared().start();
        }

        await().atMost(PATIENCE).until(() -> ids() == 20);
        assertThat(receiver.received()).hasSize(20);
    }

    @Test
    void goesOnAfterTheBrokerWasAway() {
        webhook();
        EVENTS.tell("order.placed", EVENTS.newOrder());
        await().until(() -> ids() == 1);
        LocalKafka.shared().kill();
        LocalKafka.shared().start();

        EVENTS.tell("order.placed", EVENTS.newOrder());

        await().atMost(PATIENCE).until(() -> ids() == 2);
    }

    private long ids() {
        return receiver.received().stream()
                .map(received -> received.header("webhook-id"))
                .distinct()
                .count();
    }
}
