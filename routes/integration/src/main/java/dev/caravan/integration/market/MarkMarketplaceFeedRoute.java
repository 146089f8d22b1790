package dev.caravan.integration.market;

import dev.caravan.shared.events.ConsumedRecord;
import dev.caravan.shared.events.DomainEvent;
import dev.caravan.shared.events.EventRouteConfiguration;
import dev.caravan.shared.events.EventSource;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Marks that the catalog is no longer as the file has it: merchants changed a product, or an order took or gave back stock. A mark
 * twice is a mark, so no event needs to be remembered.
 */
public final class MarkMarketplaceFeedRoute extends RouteBuilder {
    private static final String TOPICS =
            "{{KAFKA_PRODUCT_EVENTS_TOPIC:ecom-product-events}},{{KAFKA_ORDER_EVENTS_TOPIC:ecom-order-events}}";

    /** Events of orders with which stock changes; of products all count. */
    private static final Set<String> STOCK_CHANGES = Set.of("order.placed", "order.cancelled");

    @Override
    public void configure() {
        from(EventSource.of("marketplace", TOPICS))
                .routeId("markMarketplaceFeed")
                .routeConfigurationId(EventRouteConfiguration.ID)
                .process(DomainEvent::read)
                .filter(MarkMarketplaceFeedRoute::changesTheCatalog)
                .to("sql:classpath:sql/integration/mark-marketplace-feed.sql")
                .end()
                .process(ConsumedRecord::commit);
    }

    private static boolean changesTheCatalog(Exchange exchange) {
        var type = exchange.getVariable(DomainEvent.EVENT_TYPE, String.class);
        return type.startsWith("product.") || STOCK_CHANGES.contains(type);
    }
}
