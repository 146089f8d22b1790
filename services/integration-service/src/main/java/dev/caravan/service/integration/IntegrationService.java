package dev.caravan.service.integration;

import dev.caravan.integration.ConsumedEvents;
import dev.caravan.integration.delivery.AddressPolicy;
import dev.caravan.integration.delivery.SendWebhook;
import dev.caravan.integration.delivery.WebhookClient;
import dev.caravan.integration.delivery.WebhookUrls;
import dev.caravan.service.integration.erp.ErpConfiguration;
import dev.caravan.service.integration.mail.MailConfiguration;
import dev.caravan.service.integration.market.MarketplaceConfiguration;
import dev.caravan.shared.contract.Contract;
import dev.caravan.shared.events.EventRouteConfiguration;
import dev.caravan.shared.events.OneTransaction;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.apache.camel.spi.IdempotentRepository;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

/** Runs the routes of integrations. */
@SpringBootApplication(scanBasePackages = "dev.caravan.integration")
@Import({ErpConfiguration.class, MailConfiguration.class, MarketplaceConfiguration.class})
public class IntegrationService {

    /** Starts the service; all settings come from the environment. */
    public static void main(String[] args) {
        SpringApplication.run(IntegrationService.class, args);
    }

    @Bean
    Contract contract() {
        return Contract.load("openapi/integration.yaml");
    }

    @Bean
    EventRouteConfiguration eventRouteConfiguration() {
        return new EventRouteConfiguration();
    }

    @Bean
    OneTransaction oneTransaction(PlatformTransactionManager manager) {
        return new OneTransaction(manager);
    }

    /** Which events the consumer "webhooks" has seen to. */
    @Bean
    IdempotentRepository webhooksConsumedEvents(DataSource dataSource) {
        return new ConsumedEvents(dataSource, "webhooks");
    }

    @Bean
    AddressPolicy webhookAddresses(@Value("${caravan.webhooks.allow-private}") boolean allowPrivate) {
        return new AddressPolicy(allowPrivate);
    }

    @Bean
    WebhookUrls webhookUrls(AddressPolicy addresses) {
        return new WebhookUrls(addresses);
    }

    @Bean
    WebhookClient webhookClient(AddressPolicy addresses, @Value("${caravan.webhooks.patience}") String patience) {
        return new WebhookClient(addresses, duration(patience));
    }

    @Bean
    SendWebhook sendWebhook(WebhookClient client) {
        return new SendWebhook(client, InstantSource.system());
    }

    private static Duration duration(String text) {
        return DurationStyle.detectAndParse(text);
    }
}
