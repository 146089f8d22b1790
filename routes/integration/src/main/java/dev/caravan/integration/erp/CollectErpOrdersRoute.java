package dev.caravan.integration.erp;

import dev.caravan.shared.events.ConsumedRecord;
import dev.caravan.shared.events.DomainEvent;
import dev.caravan.shared.events.EventRouteConfiguration;
import dev.caravan.shared.events.EventSource;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Collects confirmed orders for the next file, and leaves out again what was cancelled before it is written. An order is there once
 * by its id, so no event needs to be remembered: one that comes again changes nothing.
 */
public final class CollectErpOrdersRoute extends RouteBuilder {

    @Override
    public void configure() {
        from(EventSource.of("erp", "{{KAFKA_ORDER_EVENTS_TOPIC:ecom-order-events}}"))
                .routeId("collectErpOrders")
                .routeConfigurationId(EventRouteConfiguration.ID)
                .process(DomainEvent::read)
                .choice()
                .when(variable(DomainEvent.EVENT_TYPE).isEqualTo("order.confirmed"))
                .process(OrderLines::read)
                .to("sql:classpath:sql/integration/collect-erp-order.sql")
                .when(variable(DomainEvent.EVENT_TYPE).isEqualTo("order.cancelled"))
                .process(OrderLines::read)
                .to("sql:classpath:sql/integration/cancel-erp-order.sql?outputType=SelectOne")
                .filter(CollectErpOrdersRoute::isLate)
                .log("Order ${variable.order_id} was cancelled after it was put in a file for the ERP")
                .to("micrometer:counter:erp.orders.cancelled.late")
                .end()
                .end()
                .process(ConsumedRecord::commit);
    }

    private static boolean isLate(Exchange exchange) {
        var row = exchange.getMessage().getBody();
        return Boolean.TRUE.equals(row instanceof Map<?, ?> columns ? columns.get("is_late") : row);
    }
}
