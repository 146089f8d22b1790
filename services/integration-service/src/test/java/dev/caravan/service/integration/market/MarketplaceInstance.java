package dev.caravan.service.integration.market;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalPostgres;
import dev.caravan.service.integration.IntegrationService;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An instance of the integration service. */
final class MarketplaceInstance implements AutoCloseable {
    private final ConfigurableApplicationContext service;

    private MarketplaceInstance(ConfigurableApplicationContext service) {
        this.service = service;
    }

    /**
     * Starts one.
     *
     * @param settings names and values, beside those that every instance needs
     */
    static MarketplaceInstance start(LocalPostgres.Database database, Map<String, String> settings) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--marketplace.delay=50",
                "--marketplace.part-size=5242880",
                "--KAFKA_BOOTSTRAP_SERVERS=" + LocalKafka.shared().bootstrapServers(),
                "--ISSUER_URL=" + LocalIssuer.shared().issuerUrl()));
        database.variables("integration").forEach((name, value) -> arguments.add("--" + name + "=" + value));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return new MarketplaceInstance(
                new SpringApplicationBuilder(IntegrationService.class).run(arguments.toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    double gauge(String name) {
        return bean(MeterRegistry.class).get(name).gauge().value();
    }

    /** How often the instance has looked whether there is something to write. */
    double looks() {
        return bean(MeterRegistry.class)
                .get("camel.exchanges.total")
                .tag("routeId", "writeMarketplaceFeed")
                .counter()
                .count();
    }

    /** Events that the consumer has seen to. */
    double eventsSeen() {
        return bean(MeterRegistry.class)
                .get("camel.exchanges.total")
                .tag("routeId", "markMarketplaceFeed")
                .counter()
                .count();
    }

    @Override
    public void close() {
        service.close();
    }
}
