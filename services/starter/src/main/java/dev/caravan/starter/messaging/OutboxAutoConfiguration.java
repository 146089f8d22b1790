package dev.caravan.starter.messaging;

import dev.caravan.shared.outbox.PurgeIdempotencyKeysRoute;
import dev.caravan.shared.outbox.PurgeOutboxRoute;
import dev.caravan.shared.outbox.RelayOutboxRoute;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** A service that names a topic for its domain events ({@code caravan.outbox.topic}) has an outbox, which is relayed and tidied. */
@AutoConfiguration
@ConditionalOnProperty("caravan.outbox.topic")
public class OutboxAutoConfiguration {

    @Bean
    RelayOutboxRoute relayOutboxRoute() {
        return new RelayOutboxRoute();
    }

    @Bean
    PurgeOutboxRoute purgeOutboxRoute() {
        return new PurgeOutboxRoute();
    }

    @Bean
    PurgeIdempotencyKeysRoute purgeIdempotencyKeysRoute() {
        return new PurgeIdempotencyKeysRoute();
    }
}
